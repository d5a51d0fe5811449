import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { flow, health, stuckList, taskRuns, timeline } from '@shop/kit/api-operations.ts'
import type { z } from 'zod'
import { Advice, type Command } from '../command.ts'
import { actOn, listLetters, payload, showLetter } from '../ops/dead-letters.ts'
import {
  describeFlow,
  describeHealth,
  describeStuck,
  describeTasks,
  describeTimeline,
} from '../ops/describe-shop.ts'
import { type Desk, openDesk } from '../ops/desk-client.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { dataFlag } from './start.ts'

const flags = {
  ...dataFlag,
  status: { type: 'string' },
  consumer: { type: 'string' },
  topic: { type: 'string' },
  subject: { type: 'string' },
  page: { type: 'string', default: '1' },
  all: { type: 'boolean', default: false },
  payload: { type: 'string' },
  user: { type: 'string', default: 'admin' },
  password: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const parsed = (args: string[]) => parseArgs({ args, options: flags, allowPositionals: true })
type Values = ReturnType<typeof parsed>['values']

export const ops: Command = {
  summary: 'Looks into the running shop and sets right what went wrong: npm run ops -- flow',
  usage: `  flow                        what goes through each topic, and what is not as it should be
  order <id>                  what happened to an order, in all services
  tasks                       runs of the background tasks
  health                      whether each app can be reached
  stuck                       what has asked in vain and needs a person
  dead-letters list           events that an app could not handle
  dead-letters show <id>      one, with its message and all that was done to it
  dead-letters redrive <id…>  sends it back to its topic
  dead-letters discard <id…>  closes it

  --consumer catalog, --topic orders, --subject <order id>, --status open|redriven|discarded|all
                              which dead letters; the open ones where no status is given
  --page 2                    of the list
  --all                       redrives or discards all of them in place of those named
  --payload <file>            redrives with this payload, JSON, in place of its own; - reads it
                              from the standard input
  --json                      prints what the shop answers
  --user admin, --password    who asks; DEMO_PASSWORD or shop where none is given
  --data <folder>             the data folder of the run; .e-shop where it isn't given

Ends with 1 if there is a problem in the flow, an app is not ready, or something was refused.`,
  async run(args) {
    const { values, positionals } = parsed(args)
    const [what, ...rest] = positionals
    const work = plan(what, rest, values)
    const password = values.password ?? process.env['DEMO_PASSWORD'] ?? 'shop'
    const desk = await openDesk(resolve(root, values.data), { user: values.user, password })
    return work(desk)
  },
}

type Work = (desk: Desk) => Promise<number>

/** What is asked for, decided before anybody signs in. */
function plan(what: string | undefined, rest: readonly string[], values: Values): Work {
  const show =
    <T>(
      path: string,
      schema: z.ZodType<T>,
      describe: (found: T) => string,
      good = (_: T) => true,
    ) =>
    async (desk: Desk) => {
      const found = await desk.get(path, schema)
      print(values.json ? JSON.stringify(found, null, 2) : describe(found))
      return good(found) ? 0 : 1
    }
  switch (what) {
    case 'flow':
      return show('/admin/flow', flow, describeFlow, ({ problems }) => problems.length === 0)
    case 'tasks':
      return show('/admin/tasks', taskRuns, describeTasks)
    case 'health':
      return show('/admin/health', health, describeHealth, ({ ready }) => ready)
    case 'stuck':
      return show('/admin/stuck', stuckList, describeStuck)
    case 'order': {
      const id = oneOf(rest, 'Which order? npm run ops -- order <id>')
      const path = `/admin/orders/${encodeURIComponent(id)}/timeline`
      return show(path, timeline, describeTimeline)
    }
    case 'dead-letters':
      return deadLetters(rest, values)
    default:
      throw new Advice(`What is wanted?\n${ops.usage}`)
  }
}

function deadLetters([action = 'list', ...ids]: readonly string[], values: Values): Work {
  const { status, consumer, topic, subject, all, json } = values
  const filter = { status, consumer, topic, subject }
  switch (action) {
    case 'list': {
      const page = Number(values.page)
      if (!Number.isInteger(page) || page < 1) throw new Advice('--page wants a number from 1 on')
      return async (desk) => {
        await listLetters(desk, filter, page, json)
        return 0
      }
    }
    case 'show': {
      const id = oneOf(ids, 'Which one? npm run ops -- dead-letters show <id>')
      return async (desk) => {
        await showLetter(desk, id, json)
        return 0
      }
    }
    case 'redrive':
    case 'discard': {
      if (all === ids.length > 0) throw new Advice(`Name what to ${action}, or else say --all`)
      if (values.payload && (action === 'discard' || ids.length !== 1)) {
        throw new Advice('--payload is for the redrive of one dead letter')
      }
      return async (desk) => {
        const body = values.payload ? await payload(values.payload) : undefined
        return (await actOn(desk, action, { ids, all, filter }, body, json)) === 0 ? 0 : 1
      }
    }
    default:
      throw new Advice(`dead-letters can list, show, redrive and discard; not ${action}`)
  }
}

function oneOf(names: readonly string[], otherwise: string): string {
  const [name, ...more] = names
  if (!name || more.length > 0) throw new Advice(otherwise)
  return name
}
