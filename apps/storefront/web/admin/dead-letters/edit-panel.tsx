import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { useId, useState } from 'react'
import { Confirm } from '../../shell/confirm.tsx'
import { Panel } from '../shared/panel.tsx'
import { payloadOf, useRedrive } from './dead-letters.ts'

type Props = { readonly letter: DeadLetterWhole }

/** The payload, to be put right and sent on; nothing for what is no event. */
export function EditPanel({ letter }: Props) {
  const payload = payloadOf(letter.message)
  if (payload === undefined) return null
  return (
    <Panel title="Payload">
      <Editor id={letter.id} came={JSON.stringify(payload, null, 2)} />
    </Panel>
  )
}

function Editor({ id, came }: { readonly id: string; readonly came: string }) {
  const [text, setText] = useState(came)
  const redrive = useRedrive(id)
  const [field, hint] = [useId(), useId()]
  const read = parsed(text)
  return (
    <div className="form">
      <div className="field">
        <label htmlFor={field}>Payload as JSON</label>
        <textarea
          id={field}
          className="code"
          rows={Math.min(20, text.split('\n').length + 1)}
          spellCheck={false}
          aria-invalid={!read}
          aria-describedby={hint}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p id={hint} className={read ? 'hint' : 'fault'}>
          {read ? 'It must fit the contract of its type.' : 'This is not JSON.'}
        </p>
      </div>
      {read && text !== came && (
        <Confirm
          ask="Redrive as edited"
          title="Deliver it with this payload?"
          yes="Redrive it"
          doing="Redriving …"
          no="Leave it"
          action={redrive}
          onAsk={redrive.reset}
          onYes={() => redrive.mutateAsync(read)}
          says="It is on its way again, as edited."
        >
          <p>What came and what you made of it both stay on record.</p>
        </Confirm>
      )}
    </div>
  )
}

/** What was typed, if it is JSON. */
function parsed(text: string): { readonly data: unknown } | undefined {
  try {
    return { data: JSON.parse(text) }
  } catch {
    return undefined
  }
}
