/** A piece of HTML: what is put into it is escaped, unless it is such a piece itself. */
export type Html = { readonly html: string }

type Part = string | number | Html | readonly Html[] | undefined | false

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, at) => text + render(parts[at])).join('') }
}

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')

/** Prose with `code` in backticks. */
export const prose = (text: string): Html => ({
  html: escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>'),
})
