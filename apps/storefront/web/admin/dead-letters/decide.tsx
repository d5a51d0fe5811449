import type { DeadLetter } from '@shop/kit/api-dead-letters.ts'
import { Confirm } from '../../shell/confirm.tsx'
import { useDiscard, useRedrive } from './dead-letters.ts'

type Props = { readonly letter: DeadLetter }

export function Redrive({ letter: { id, consumer, topic } }: Props) {
  const redrive = useRedrive(id)
  return (
    <Confirm
      ask="Redrive"
      title="Deliver it again?"
      yes="Redrive it"
      doing="Redriving …"
      no="Leave it"
      tone=""
      action={redrive}
      onAsk={redrive.reset}
      onYes={() => redrive.mutateAsync({})}
      says="It is on its way again."
    >
      <p>
        It goes to {topic ?? 'its topic'} as it came. Whoever has handled it does nothing;{' '}
        {consumer} tries again.
      </p>
    </Confirm>
  )
}

export function Discard({ letter: { id, consumer } }: Props) {
  const discard = useDiscard(id)
  return (
    <Confirm
      ask="Discard"
      title="Discard it?"
      yes="Discard it"
      doing="Discarding …"
      no="Leave it"
      action={discard}
      onAsk={discard.reset}
      onYes={() => discard.mutateAsync()}
      says="It is discarded."
    >
      <p>
        It is closed, and {consumer} never handles it. As long as its message is kept it can still
        be redriven.
      </p>
    </Confirm>
  )
}
