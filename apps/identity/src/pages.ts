import { asHtml, type Html, html } from './html.ts'

/** A whole page; scripts and styles are files of their own, so that the browser may refuse all others. */
const page = (title: string, content: Html, head: Html = html``): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · e-shop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
${head}</head>
<body>
<main>
<p class="brand">e-shop</p>
${content}
</main>
</body>
</html>
`.markup

export type SignIn = {
  readonly user: string
  /** What was wrong with the last try. */
  readonly fault?: string
  /** The demo users' password, where they are shown. */
  readonly demoPassword?: string
}

/** The sign-in form; it is sent to its own address. */
export function signInPage({ user, fault, demoPassword }: SignIn): string {
  const invalid = fault ? html` aria-invalid="true" aria-describedby="fault"` : undefined
  const content = html`<h1>Sign in</h1>
${fault ? html`<p class="fault" id="fault" role="alert">${fault}</p>` : undefined}
<form method="post">
<label for="username">User name</label>
<input id="username" name="username" value="${user}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required${invalid}${focusIf(user === '')}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required${invalid}${focusIf(user !== '')}>
<button type="submit">Sign in</button>
<button type="submit" name="cancel" value="yes" class="quiet" formnovalidate>Cancel</button>
</form>
${demoPassword === undefined ? undefined : demoUsers(demoPassword)}`
  return page(fault ? 'Sign-in failed' : 'Sign in', content)
}

const focusIf = (focused: boolean) => (focused ? html` autofocus` : undefined)

const demoUsers = (password: string): Html => html`<section class="demo" aria-labelledby="demo">
<h2 id="demo">Demo users</h2>
<ul>
<li><a href="?user=alice">alice</a> and <a href="?user=bob">bob</a>, customers</li>
<li><a href="?user=admin">admin</a>, administrator</li>
<li><a href="?user=buyer1">buyer1</a> to buyer500, for loads</li>
</ul>
<p>They all have the password <code>${password}</code></p>
</section>`

export type Message = {
  readonly title: string
  readonly text: string
  /** A short technical reason, for whoever looks into it. */
  readonly detail?: string
  readonly shop: string
}

/** Says one thing and shows the way back to the shop. */
export const messagePage = ({ title, text, detail, shop }: Message): string =>
  page(
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
${detail ? html`<p class="detail">${detail}</p>` : undefined}
<p><a class="button" href="${shop}/">Go to the shop</a></p>`,
  )

/** Asks whether to sign out; where the shop itself asks for it, a script answers at once. */
export const signOutPage = (form: string, answersItself: boolean): string =>
  page(
    'Sign out',
    html`<h1>Sign out</h1>
${asHtml(form)}
<p>Do you want to sign out of the shop?</p>
<button type="submit" form="op.logoutForm" name="logout" value="yes" id="sign-out" autofocus>Sign out</button>
<button type="submit" form="op.logoutForm" class="quiet">Stay signed in</button>`,
    answersItself ? html`<script src="/sign-out.js" defer></script>\n` : undefined,
  )
