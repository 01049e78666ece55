import fc from 'fast-check'

// The same examples every time, so that a change is judged by itself and not by
// what chance brings up; `YIWEN_SEED` looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.YIWEN_SEED ?? 20_260_108) })
