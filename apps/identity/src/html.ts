/** Markup that is safe to send. */
export type Html = { readonly markup: string }

type Value = string | number | Html | readonly Html[] | undefined

/** A template of markup: what is put into it is escaped unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: parts.map((part, index) => part + toMarkup(values[index])).join(''),
})

/** Markup that another made, such as the provider's sign-out form. */
export const asHtml = (markup: string): Html => ({ markup })

function toMarkup(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

const characters: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => characters[character] ?? '')
