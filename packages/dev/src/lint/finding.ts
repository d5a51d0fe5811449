import type { RuleId } from './rules.ts'

/** A place in a file, both counted from 1. */
export type Position = {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a rule has to say, and where. */
export type Finding = Position & { readonly rule: RuleId; readonly message: string }

export const finding = (rule: RuleId, at: Position, message: string): Finding => ({
  rule,
  file: at.file,
  line: at.line,
  column: at.column,
  message,
})
