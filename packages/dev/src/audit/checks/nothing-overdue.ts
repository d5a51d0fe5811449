import type { Check } from '../check.ts'
import { findPassing } from '../passing.ts'

export const nothingOverdue: Check = {
  name: 'nothing-overdue',
  says: 'No order has been in a passing state for longer than its limit, and none is stuck.',
  needs: [],
  async find(databases, { limit }) {
    const passing = await findPassing(databases)
    const overdue = passing.filter(({ age, stuck }) => stuck || age * 1_000 > limit)
    return {
      violations: overdue.map(({ id, app, state, age, stuck }) => ({
        id,
        what: `${state} in ${app} for ${Math.round(age)} s${stuck ? ', and given up as stuck' : ''}`,
      })),
    }
  },
}
