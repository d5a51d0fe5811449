import type { Clause } from '../clause.ts'
import { underLoad } from '../under-load.ts'
import { kill } from '../world.ts'

export const brokerRestarted: Clause = {
  id: 'broker-restarted',
  title: 'The broker is killed with 500 orders under way: no order is lost, doubled or stuck.',
  async check(world) {
    // Redis writes its file each second, and on RabbitMQ a sidecar takes a channel that closes for
    // an acknowledgement (DELIVERY.md); what that may cost is asked again.
    const mayLose = world.broker !== 'kafka'
    const seen = await underLoad(world, 500, () => kill(world, world.broker), mayLose)
    return `${seen}; the broker was killed (−9) and started again`
  },
}

export const rollingReplacement: Clause = {
  id: 'rolling',
  title: 'Every replica of ordering and catalog is replaced in turn under load.',
  async check(world) {
    const { fleet } = world.shop
    const replicas = fleet
      .all()
      .filter(({ app }) => ['ordering', 'catalog'].includes(app.appID))
      .map(({ name }) => name)
    const seen = await underLoad(world, 150, async () => {
      for (const name of replicas) {
        await fleet.stop(name)
        await fleet.start(name)
      }
    })
    return `${seen}; ${replicas.join(', ')} were replaced one after the other`
  },
}
