// SPDX-License-Identifier: Apache-2.0
/* The models that figures run: affine maps are matrices of one row more than there are inputs, the last row the shift. */
koopmanLive.models ||= (() => {
  "use strict";

  const relu = row => row.map(value => Math.max(value, 0));
  const zeros = (rows, columns) => ({ rows, columns, values: new Float64Array(rows * columns) });

  /* A matrix that Java packed, or a copy of one. */
  function matrix({ rows, columns, packed, values }) {
    if (values) return { rows, columns, values: values.slice() };
    const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
    return { rows, columns, values: bytes.length === 8 * rows * columns ? new Float64Array(bytes.buffer)
      : Float64Array.from(new Float32Array(bytes.buffer)) };
  }

  const row = ({ columns, values }, i) => values.subarray(i * columns, (i + 1) * columns);
  const rows = of => Array.from({ length: of.rows }, (_, i) => row(of, i));

  /* x M, for a row x. */
  function times(x, { rows: count, columns, values }, result = new Float64Array(columns)) {
    for (let i = 0; i < count; i++) {
      if (x[i]) for (let j = 0; j < columns; j++) result[j] += x[i] * values[i * columns + j];
    }
    return result;
  }

  /* x M + shift, for an affine map. */
  function affine(x, map) {
    return times(x, { ...map, rows: map.rows - 1 }, row(map, map.rows - 1).slice());
  }

  function product(a, b) {
    const result = zeros(a.rows, b.columns);
    for (let i = 0; i < a.rows; i++) times(row(a, i), b, row(result, i));
    return result;
  }

  function sum(a, factor, b) {
    return { ...a, values: a.values.map((value, i) => value + factor * b.values[i]) };
  }

  function transposed(a) {
    const result = zeros(a.columns, a.rows);
    a.values.forEach((value, i) => { result.values[i % a.columns * a.rows + Math.floor(i / a.columns)] = value; });
    return result;
  }

  /* exp(share A), by its series at a part so small that twenty terms are exact, squared back. */
  function exponential(a, share) {
    const size = Math.max(...a.values.map(Math.abs)) * a.rows * Math.abs(share);
    const squarings = Math.max(0, Math.ceil(Math.log2(size || 1)));
    const part = { ...a, values: a.values.map(value => value * share / 2 ** squarings) };
    let result = zeros(a.rows, a.rows);
    for (let i = 0; i < a.rows; i++) result.values[i * a.rows + i] = 1;
    let term = result;
    for (let n = 1; n <= 20; n++) {
      term = product(term, part);
      term.values = term.values.map(value => value / n);
      result = sum(result, 1, term);
    }
    for (let i = 0; i < squarings; i++) result = product(result, result);
    return result;
  }

  /* The residual network of packed maps: relu(x W), blocks relu(x + f(x)), a head. */
  function network(packed) {
    const maps = packed.map(matrix), blocks = (maps.length - 2) / 2;
    const correction = (x, block) => affine(relu(affine(x, maps[1 + 2 * block])), maps[2 + 2 * block]);
    /* A share of a block: relu(x + share f(x)), x itself at 0 and the next layer's state at 1. */
    const between = (x, f, share) => x.map((value, i) => Math.max(value + share * f[i], 0));
    const first = input => relu(affine(input, maps[0]));
    const layers = input => {
      const states = [first(input)], corrections = [];
      for (let block = 0; block < blocks; block++) {
        corrections.push(correction(states[block], block));
        states.push(between(states[block], corrections[block], 1));
      }
      return { states, corrections };
    };
    /* The state after so many layers, of what layers() gave. */
    const at = ({ states, corrections }, time) => {
      const whole = Math.min(Math.floor(time), blocks);
      return time === whole ? states[whole] : between(states[whole], corrections[whole], time - whole);
    };
    return { blocks, first, layers, at, head: state => affine(state, maps[maps.length - 1]) };
  }

  const greatest = row => row.reduce((best, value, i) => value > row[best] ? i : best, 0);

  function softmax(logits) {
    const most = Math.max(...logits), powers = Array.from(logits, value => Math.exp(value - most));
    const all = powers.reduce((one, other) => one + other);
    return powers.map(value => value / all);
  }

  return { relu, zeros, matrix, row, rows, times, affine, product, sum, transposed, exponential, network, greatest, softmax };
})();
