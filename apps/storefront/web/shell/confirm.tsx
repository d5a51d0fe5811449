import { type ReactNode, useId, useRef } from 'react'
import { Refusal } from './refusal.tsx'
import { useToast } from './toasts.tsx'

type Props = {
  /** The button that asks, the question, and what a yes means. */
  readonly ask: string
  readonly title: string
  readonly children: ReactNode
  /** The words of yes, of yes while it is being done, and of no. */
  readonly yes: string
  readonly doing: string
  readonly no: string
  readonly action: { readonly isPending: boolean; readonly error: Error | null }
  readonly onAsk: () => void
  readonly onYes: () => Promise<unknown>
  /** What is said once it is done, where the page does not show it. */
  readonly says?: string
  /** Not everything that is asked about does harm. */
  readonly tone?: 'danger' | ''
}

/** Does what can't be undone once it has been said twice; a refusal is told where it was said. */
export function Confirm({ ask, title, children, yes, doing, no, action, ...props }: Props) {
  const { onAsk, onYes, says, tone = 'danger' } = props
  const say = useToast()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const open = () => {
    onAsk()
    dialog.current?.showModal()
  }
  const close = () => dialog.current?.close()
  const done = () => {
    close()
    if (says) say(says)
  }
  // What went wrong is the action's to tell.
  const carryOut = () => void onYes().then(done, () => {})
  return (
    <>
      <button type="button" className="secondary" onClick={open}>
        {ask}
      </button>
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {children}
        {action.error && <Refusal error={action.error} />}
        <div className="dialog-buttons">
          <button type="button" className="secondary" onClick={close}>
            {no}
          </button>
          <button type="button" className={tone} disabled={action.isPending} onClick={carryOut}>
            {action.isPending ? doing : yes}
          </button>
        </div>
      </dialog>
    </>
  )
}
