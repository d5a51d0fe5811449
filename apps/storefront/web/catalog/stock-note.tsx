const few = 10

export function StockNote({ units }: { readonly units: number }) {
  if (units === 0) return <p className="stock none">Sold out</p>
  return units <= few ? (
    <p className="stock few">Only {units} left</p>
  ) : (
    <p className="stock">In stock</p>
  )
}
