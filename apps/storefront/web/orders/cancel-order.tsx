import { useState } from 'react'
import { useCancelOrder } from '../api/orders.ts'
import { newRequestId } from '../api/request.ts'
import { Confirm } from '../shell/confirm.tsx'

/** Cancels an order, once its buyer has said so twice. */
export function CancelOrder({ orderId }: { readonly orderId: string }) {
  const [requestId, setRequestId] = useState(newRequestId)
  const cancel = useCancelOrder(orderId)
  return (
    <Confirm
      ask="Cancel the order"
      title="Cancel this order?"
      yes="Cancel the order"
      doing="Cancelling …"
      no="Keep it"
      action={cancel}
      onAsk={() => {
        cancel.reset()
        setRequestId(newRequestId())
      }}
      onYes={() => cancel.mutateAsync(requestId)}
    >
      <p>Nothing is sent, and nothing is charged. This can’t be undone.</p>
    </Confirm>
  )
}
