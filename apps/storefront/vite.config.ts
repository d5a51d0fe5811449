import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

/** Compressed once here, not with every request. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((name) => /\.(js|css|html)$/.test(name))) {
      const body = await readFile(join(dir, name))
      await writeFile(join(dir, `${name}.br`), brotliCompressSync(body))
      await writeFile(join(dir, `${name}.gz`), gzipSync(body, { level: 9 }))
    }
  },
}

export default defineConfig(({ mode }) => {
  const shop = loadEnv(mode, '.', 'STOREFRONT_')['STOREFRONT_URL'] ?? 'http://127.0.0.1:5100'
  return {
    plugins: [react(), compressed],
    publicDir: 'web/public',
    // The content security policy has no place for data: URLs.
    build: { assetsInlineLimit: 0, target: 'es2022' },
    // `npm run dev`: pages that reload as they are edited, in front of a shop that runs.
    server: { proxy: { '/api': shop, '/auth': shop } },
  }
})
