import fc from 'fast-check'

const { YIWEN_SEED = '20260108' } = process.env

// The same examples every time, so that a change is judged by itself and not by
// what chance brings up; `YIWEN_SEED` looks elsewhere.
fc.configureGlobal({ seed: Number(YIWEN_SEED) })
