export const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: light-dark(#0a5c7a, #7cc7e8) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word }
main, header, nav { max-width: 52rem; margin: 0 auto; padding: 0 1rem }
main { padding-bottom: 4rem }
h1 { margin: 2rem 0 .5rem }
h2 { margin: 3rem 0 1rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent) }
h3 { margin: 0; font-size: 1.05rem }
h4 { margin: 1rem 0 .25rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; opacity: .7 }
a { color: var(--accent) }
nav ul { margin: .25rem 0 1rem; padding: 0; list-style: none; font-size: .9rem }
nav li { padding: .15rem 0 }
nav a { margin-right: .5rem; font: .85rem ui-monospace, SFMono-Regular, Menlo, monospace }
summary { font-weight: 600; cursor: pointer }
code, pre { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, monospace }
pre { margin: .25rem 0; padding: .75rem 1rem; white-space: pre-wrap; border-radius: .4rem; background: var(--soft) }
article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem }
article p { margin: .4rem 0 }
.route { margin: .4rem 0; font: 600 .95rem ui-monospace, SFMono-Regular, Menlo, monospace }
.method { display: inline-block; min-width: 3.6rem; color: var(--accent); text-transform: uppercase }
.who { font-size: .85rem; opacity: .75 }
table { width: 100%; border-collapse: collapse; font-size: .9rem }
td { padding: .25rem .75rem .25rem 0; vertical-align: top; border-top: 1px solid var(--line) }
td:first-child { white-space: nowrap; width: 1% }
td:nth-child(2):not(:last-child) { width: 5.5rem }
`
