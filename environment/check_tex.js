// SPDX-License-Identifier: Apache-2.0
// Typesets every formula of the rendered book with the MathJax that it carries, and fails where that finds an error.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');

const book = path.resolve(process.argv[2]);
const unpacked = path.resolve('target/web/mathjax');

function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('_') ? [] : pages(file);
    return entry.name.endsWith('.html') ? [file] : [];
  });
}

function formulas(file) {
  const html = fs.readFileSync(file, 'utf8');
  const found = [...html.matchAll(/<(span|div) class="[^"]*\bmath\b[^"]*"[^>]*>([\s\S]*?)<\/\1>/g)];
  return found.map((match) => unescaped(match[2])).flatMap((text) =>
    [...text.matchAll(/\\\(([\s\S]*?)\\\)|\\\[([\s\S]*?)\\\]/g)].map((match) => match[1] ?? match[2]));
}

// Entities, and the tag of an equation's number before its formula.
function unescaped(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
  return text.replace(/<[^>]*>/g, '').replace(/&(\w+|#\w+);/g, (whole, name) => entities[name] ?? whole);
}

function macros() {
  const config = fs.readFileSync(path.join(book, 'index.html'), 'utf8').match(/window\.MathJax\s*=\s*(\{.*?\})<\/script>/s);
  return config ? JSON.parse(config[1]).tex?.macros ?? {} : {};
}

function unpack() {
  if (fs.existsSync(unpacked)) return;
  fs.mkdirSync('target/web/jar', { recursive: true });
  const jar = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'jar') : 'jar';
  execFileSync(jar, ['xf', path.resolve('target/web/mathjax.jar')], { cwd: 'target/web/jar' });
  const versions = 'target/web/jar/META-INF/resources/webjars/mathjax';
  fs.renameSync(path.join(versions, fs.readdirSync(versions)[0], 'es5'), unpacked);
  fs.rmSync('target/web/jar', { recursive: true });
}

async function main() {
  unpack();
  const MathJax = await require(path.join(unpacked, 'node-main.js')).init({
    loader: { load: ['input/tex-full', 'output/svg'], paths: { mathjax: unpacked } },
    tex: { macros: macros(), packages: { '[-]': ['noerrors', 'noundefined'] }, formatError: (_, error) => { throw error; } },
  });
  let count = 0;
  let wrong = 0;
  for (const file of pages(book)) {
    for (const formula of formulas(file)) {
      count++;
      try {
        MathJax.tex2svg(formula, { display: true });
        MathJax.texReset();
      } catch (error) {
        wrong++;
        console.error(`${path.relative(book, file)}: formula ${formula.slice(0, 60)}: ${error.message}`);
      }
    }
  }
  console.log(`   ${count} formulas: ${wrong || 'no'} findings`);
  process.exitCode = wrong ? 1 : 0;
}

main();
