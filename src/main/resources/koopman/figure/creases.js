// SPDX-License-Identifier: Apache-2.0
koopmanLive("creases", (live, data) => {
  const { matrix, zeros, rows, row, times, affine, relu, network, greatest } = koopmanLive.models;
  const CELLS = 90;
  const net = network(data.network), [first, last, back, features] = [data.first, data.last, data.back, data.features].map(matrix);
  const most = features.columns, plain = first.columns + 1;

  /* A state's observables: itself, one, and the features; the first so many of them are a smaller dictionary. */
  const lift = input => {
    const state = affine(net.first(input), first);
    return Float64Array.of(...state, 1, ...relu(affine(state, features)));
  };

  /* Sums over the training points of lifted^T lifted and lifted^T target, for all observables once. */
  const inputs = rows(matrix(data.inputs)), size = plain + most;
  const gram = zeros(size, size), cross = zeros(size, plain - 1);
  for (const input of inputs) {
    const lifted = lift(input), target = affine(net.layers(input).states[net.blocks], last);
    for (let i = 0; i < size; i++) {
      if (!lifted[i]) continue;
      const [square, mixed] = [row(gram, i), row(cross, i)];
      for (let j = 0; j <= i; j++) square[j] += lifted[i] * lifted[j];
      for (let j = 0; j < mixed.length; j++) mixed[j] += lifted[i] * target[j];
    }
  }

  /* Least squares on so many observables, by Cholesky: (G + r I) W = B. */
  function solve(count) {
    let trace = 0;
    for (let i = 0; i < count; i++) trace += row(gram, i)[i];
    const lower = zeros(count, count), result = zeros(count, cross.columns);
    for (let i = 0; i < count; i++) {
      const own = row(lower, i), right = row(result, i);
      right.set(row(cross, i));
      for (let j = 0; j <= i; j++) {
        const other = row(lower, j);
        let rest = row(gram, i)[j] + (i === j ? data.ridge * trace / count : 0);
        for (let k = 0; k < j; k++) rest -= own[k] * other[k];
        own[j] = i === j ? Math.sqrt(rest) : rest / other[j];
      }
      for (let j = 0; j < i; j++) row(result, j).forEach((value, column) => { right[column] -= own[j] * value; });
      right.forEach((value, column) => { right[column] = value / own[i]; });
    }
    for (let i = count - 1; i >= 0; i--) {
      const right = row(result, i);
      right.forEach((value, column) => { right[column] = value / row(lower, i)[i]; });
      for (let j = 0; j < i; j++) {
        const factor = row(lower, i)[j], above = row(result, j);
        right.forEach((value, column) => { above[column] -= factor * value; });
      }
    }
    return result;
  }
  const solved = {};
  const readout = creases => solved[creases] ??= solve(plain + creases);
  const forecast = (lifted, creases) => affine(times(lifted, readout(creases)), back);

  /* The cells whose middle lies in the disc that holds the points. */
  const centre = [0, 1].map(axis => (data[axis ? "y" : "x"][0] + data[axis ? "y" : "x"][1]) / 2);
  const reach = (data.x[1] - data.x[0]) / 2;
  const cells = Array.from({ length: CELLS * CELLS });
  let disc;
  const prepare = view => disc ??= cells.flatMap((_, cell) => {
    const place = view.cell(CELLS, cell);
    if (Math.hypot(place[0] - centre[0], place[1] - centre[1]) > reach) return [];
    return [{ cell, lifted: Float32Array.from(lift(place)), network: greatest(net.head(net.layers(place).states[net.blocks])) }];
  });

  live.view("The plane, coloured by the class that the head reads from the forecast; marked where the network says another",
    { x: data.x, y: data.y, width: 165 }, (pen, view) => {
      const weights = readout(slider.value);
      const tints = data.classes.map((_, i) => live.rgb(live.mix(live.colour(i), live.paper, 0.45)));
      const [ink, paper] = [live.ink, live.paper].map(live.rgb);
      const painted = cells.map(() => paper);
      let wrong = 0;
      for (const { cell, lifted, network } of prepare(view)) {
        const named = greatest(net.head(affine(times(lifted, weights), back)));
        painted[cell] = named === network ? tints[named] : ink;
        wrong += named !== network;
      }
      view.field(pen, CELLS, (x, y, cell) => painted[cell]);
      live.say(`${slider.value} creases, ${plain + slider.value} observables: the answer is the network's on `
        + `${(100 * (1 - wrong / disc.length)).toFixed(1)} % of the disc.`);
    });
  live.view("Where the creases run over the plane", { x: data.x, y: data.y, width: 165 }, (pen, view) => {
    const places = prepare(view), at = new Map(places.map(place => [place.cell, place]));
    const lines = cells.map(() => 0);
    for (const { cell, lifted } of places) {
      for (const other of [(cell + 1) % CELLS && at.get(cell + 1), at.get(cell + CELLS)]) {
        if (!other) continue;
        for (let i = plain; i < plain + slider.value; i++) lines[cell] += lifted[i] > 0 !== other.lifted[i] > 0;
      }
    }
    const shades = [0, 0.35, 0.55, 0.7, 0.8, 0.9, 1].map(share => live.rgb(live.mix(live.paper, live.ink, share)));
    const ground = live.rgb(live.mix(live.paper, live.faint, 0.5));
    view.field(pen, CELLS, (x, y, cell) => lines[cell] ? shades[Math.min(lines[cell], 6)] : at.has(cell) ? ground : shades[0]);
  });
  live.legend(data.classes);
  const slider = live.slider("creases", { min: 0, max: most, value: 10 });

  return { answer: ([x, y, creases]) => {
    const state = forecast(lift([x, y]), creases);
    return [...state, ...net.head(state)];
  } };
});
