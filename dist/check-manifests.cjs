// Checks Kubernetes manifests against the published schema: npm install kubernetes-models@4 js-yaml@4 typescript@5, then
// NODE_PATH=node_modules node dist/check-manifests.cjs deploy/kubernetes/{single,cluster}.yaml. The types refuse unknown fields, the models what a schema says of values.
const fs = require('fs');
const yaml = require('js-yaml');
const { execFileSync } = require('child_process');

let typed = '';
let bad = 0;
let count = 0;
for (const file of process.argv.slice(2)) {
  for (const manifest of yaml.loadAll(fs.readFileSync(file, 'utf8'))) {
    const { apiVersion, kind } = manifest;
    const name = `I${++count}`;
    typed += `import type { I${kind} as ${name} } from 'kubernetes-models/${apiVersion}/${kind}';\n`;
    typed += `export const of${name}: ${name} = ${JSON.stringify(manifest)};\n`;
    try {
      new (require(`kubernetes-models/${apiVersion}/${kind}`)[kind])(manifest).validate();
    } catch (error) {
      bad++;
      console.error(`${file}: ${kind}: ${error.message}`);
    }
  }
}
fs.writeFileSync('manifests.ts', typed);
try {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'commonjs', '--moduleResolution', 'node10'];
  execFileSync('node_modules/.bin/tsc', [...options, 'manifests.ts'], { stdio: 'inherit' });
} catch {
  bad++;
}
console.log(`${count} manifests, ${bad} refused`);
process.exit(bad ? 1 : 0);
