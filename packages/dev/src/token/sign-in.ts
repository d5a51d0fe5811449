import { Advice } from '../command.ts'
import { createBrowser, type Page } from './browser.ts'

type Person = { readonly user: string; readonly password: string }

/**
 * Goes through the sign-in pages as a person would, and gives the address that the client is sent
 * back to; nobody has to listen there.
 */
export async function signIn(start: URL, back: string, person: Person): Promise<URL> {
  const browser = createBrowser()
  const follow = async (page: Page): Promise<Page> => {
    let current = page
    for (let hops = 0; current.next && !isBack(current.next, back); hops += 1) {
      if (hops === 10) throw new Error(`${start.origin} redirects in circles`)
      current = await browser.get(current.next)
    }
    return current
  }
  const form = await follow(await browser.get(start))
  if (form.next) return form.next
  if (form.status !== 200) throw new Error(`${form.url.origin} answered ${form.status}`)

  const { user: username, password } = person
  const answer = await follow(await browser.post(form.url, { username, password }))
  if (answer.next) return answer.next
  if (answer.status === 422) {
    throw new Advice(`${username} can not sign in: the user name or the password is wrong.`)
  }
  if (answer.status === 429) {
    throw new Advice('There were too many wrong passwords; try again in a minute.')
  }
  throw new Error(`${answer.url.origin} answered ${answer.status} to the sign-in of ${username}`)
}

const isBack = (url: URL, back: string) => url.origin + url.pathname === back
