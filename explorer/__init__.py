"""The explorer page: TypeScript in ``src/``, built by Vite (``make env``) into ``dist/``, which the API serves."""
