import { Link } from 'react-router'
import { Message } from './message.tsx'

export const NotFound = () => (
  <Message title="There is nothing here">
    <p>The address may be mistyped, or what was here is gone.</p>
    <Link className="button" to="/">
      To the shop
    </Link>
  </Message>
)
