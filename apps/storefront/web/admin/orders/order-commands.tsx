import { useId, useState } from 'react'
import { newRequestId } from '../../api/request.ts'
import { Confirm } from '../../shell/confirm.tsx'
import { useCommand } from './admin-orders.ts'

type Props = { readonly orderId: string }

export function Ship({ orderId }: Props) {
  const [requestId, setRequestId] = useState(newRequestId)
  const ship = useCommand(orderId, 'ship')
  return (
    <Confirm
      ask="Ship the order"
      title="Ship this order?"
      yes="Ship it"
      doing="Shipping …"
      no="Not yet"
      tone=""
      action={ship}
      onAsk={() => {
        ship.reset()
        setRequestId(newRequestId())
      }}
      onYes={() => ship.mutateAsync({ requestId })}
      says="The order is shipped."
    >
      <p>Its buyer is told. This can’t be undone.</p>
    </Confirm>
  )
}

/** Cancels whosever order; its buyer reads the reason. */
export function CancelAny({ orderId }: Props) {
  const [requestId, setRequestId] = useState(newRequestId)
  const [reason, setReason] = useState('')
  const cancel = useCommand(orderId, 'cancel')
  const field = useId()
  const begin = (text: string) => {
    // Another reason is another attempt.
    setReason(text)
    setRequestId(newRequestId())
    cancel.reset()
  }
  return (
    <Confirm
      ask="Cancel the order"
      title="Cancel this order?"
      yes="Cancel the order"
      doing="Cancelling …"
      no="Keep it"
      action={cancel}
      onAsk={() => begin('')}
      onYes={() => cancel.mutateAsync({ requestId, reason: reason.trim() })}
      says="The order is cancelled."
    >
      <div className="field">
        <label htmlFor={field}>Reason, for its buyer to read</label>
        <input
          id={field}
          maxLength={500}
          value={reason}
          onChange={(event) => begin(event.target.value)}
        />
      </div>
    </Confirm>
  )
}
