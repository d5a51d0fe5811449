/** Writes a line for the person at the terminal. */
export const print = (line = '') => {
  process.stdout.write(`${line}\n`)
}
