import { jest } from '@jest/globals'

// What goes through real sidecars and a real broker may take a while, more so on a busy machine.
jest.setTimeout(180_000)
