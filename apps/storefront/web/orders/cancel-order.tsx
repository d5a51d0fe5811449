import { useRef, useState } from 'react'
import { useCancelOrder } from '../api/orders.ts'
import { wordsFor } from '../api/problem.ts'
import { newRequestId } from '../api/request.ts'

/** Cancels an order, once its buyer has said so twice. */
export function CancelOrder({ orderId }: { readonly orderId: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [requestId, setRequestId] = useState(newRequestId)
  const cancel = useCancelOrder(orderId)

  const ask = () => {
    cancel.reset()
    setRequestId(newRequestId())
    dialog.current?.showModal()
  }
  return (
    <>
      <button type="button" className="secondary" onClick={ask}>
        Cancel the order
      </button>
      <dialog ref={dialog} aria-labelledby="cancel-title">
        <h2 id="cancel-title">Cancel this order?</h2>
        <p>Nothing is sent, and nothing is charged. This can’t be undone.</p>
        {cancel.isError && (
          <p className="notice bad" role="alert">
            {wordsFor(cancel.error)}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="secondary" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button
            type="button"
            className="danger"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate(requestId)}
          >
            {cancel.isPending ? 'Cancelling …' : 'Cancel the order'}
          </button>
        </div>
      </dialog>
    </>
  )
}
