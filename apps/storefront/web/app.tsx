import { Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { routes } from './routes.tsx'
import { Footer } from './shell/footer.tsx'
import { Guard } from './shell/guard.tsx'
import { Header } from './shell/header.tsx'
import { Loading } from './shell/loading.tsx'
import { useScrollToTop } from './shell/use-scroll-to-top.ts'

export function App() {
  useScrollToTop()
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Routes>
            {routes.map(({ path, page: Page, needs }) => (
              <Route
                key={path}
                path={path}
                element={
                  <Guard needs={needs}>
                    <Page />
                  </Guard>
                }
              />
            ))}
          </Routes>
        </Suspense>
      </main>
      <Footer />
    </>
  )
}
