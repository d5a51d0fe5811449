export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** For building the pages: jest's own NODE_ENV would make it a build for development. */
export const buildEnv = { ...process.env, NODE_ENV: 'production' }
