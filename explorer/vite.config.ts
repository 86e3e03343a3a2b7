import { defineConfig } from "vite"

// Names without hashes: the server says by ETag what has changed, and an installed checkout links to each file by name.
const named = {
  entryFileNames: "assets/[name].js",
  chunkFileNames: "assets/[name].js",
  assetFileNames: "assets/[name][extname]",
}

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the policy lets in nothing that is inline
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700, // kB; Cytoscape.js is a chunk of its own, loaded with the first graph
    rollupOptions: { output: named },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
})
