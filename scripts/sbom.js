// Prints the software bill of materials of what is installed with the package:
// CycloneDX 1.5, made by npm of the lock file and node_modules.
//
//   npm run --silent sbom > sbom.cdx.json
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { name, packages } = JSON.parse(
  readFileSync(`${root}package-lock.json`, 'utf8'),
)
const text = execFileSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
const bill = JSON.parse(text)
// npm names the package after the folder that it stands in.
bill.metadata.component.name = name

// npm's own `--omit dev` leaves out what tests need as well as the package, so
// what is installed with it is found from what it depends on.
/** @type {Map<string, string[]>} */
const graph = new Map(
  bill.dependencies.map(
    (/** @type {{ ref: string, dependsOn: string[] }} */ one) => [
      one.ref,
      one.dependsOn,
    ],
  ),
)
const own = bill.metadata.component['bom-ref']
const direct = Object.keys(packages[''].dependencies).map(
  (one) => `${one}@${packages[`node_modules/${one}`].version}`,
)
/** Wanted by tests, and by others only where it is there. */
const byTestsOnly = new Set(
  Object.entries(packages)
    .filter(([, { dev, devOptional }]) => dev || devOptional)
    .map(
      ([path, { version }]) =>
        `${path.split('node_modules/').pop()}@${version}`,
    ),
)
const kept = new Set([own])
const open = [...direct]
for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
  if (kept.has(ref) || (byTestsOnly.has(ref) && !direct.includes(ref))) continue
  kept.add(ref)
  open.push(...(graph.get(ref) ?? []))
}
bill.components = bill.components.filter(
  (/** @type {{ 'bom-ref': string }} */ one) => kept.has(one['bom-ref']),
)
bill.dependencies = [...kept].map((ref) => ({
  ref,
  dependsOn: (ref === own ? direct : (graph.get(ref) ?? [])).filter((one) =>
    kept.has(one),
  ),
}))
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`)
