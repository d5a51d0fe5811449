import './styles/base.css'
import './styles/controls.css'
import './shell/shell.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { createQueryClient } from './api/query-client.ts'
import { App } from './app.tsx'
import { Crash } from './shell/crash.tsx'
import { ToastProvider } from './shell/toasts.tsx'

const element = document.getElementById('root')
if (!element) throw new Error('the page has no place for the shop')

/** A fault of ours, or a part of the page that a new version has replaced: React has let go of all. */
const onUncaughtError = (error: unknown) => {
  reportError(error)
  createRoot(element).render(<Crash />)
}

const client = createQueryClient()
// A page that the browser kept, and shows again on the way back, may be from before a logout.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) void client.resetQueries()
})

createRoot(element, { onUncaughtError }).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <ToastProvider>
          <App />
        </ToastProvider>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
