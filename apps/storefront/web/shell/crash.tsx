export const Crash = () => (
  <main>
    <section className="message" role="alert">
      <title>Something went wrong – e-shop</title>
      <h1>Something went wrong</h1>
      <p>This is our fault, or the shop has just been renewed. Your basket is safe.</p>
      <button type="button" onClick={() => window.location.reload()}>
        Load the page again
      </button>
    </section>
  </main>
)
