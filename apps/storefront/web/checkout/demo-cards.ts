/** Numbers that decide how the demonstration's payment ends. */
export const demoCards = [
  { number: '4242 4242 4242 4242', what: 'Approved' },
  { number: '4000 0000 0000 0119', what: 'Approved, slowly' },
  { number: '4000 0000 0000 0002', what: 'Declined' },
  { number: '4000 0000 0000 9995', what: 'Insufficient funds' },
  { number: '4000 0000 0000 0069', what: 'Expired' },
] as const
