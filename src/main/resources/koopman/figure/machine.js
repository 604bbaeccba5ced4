// SPDX-License-Identifier: Apache-2.0
koopmanLive("machine", (live, data) => {
  const { matrix, rows, row, times, affine, product, sum, transposed, exponential, network, greatest, softmax } = koopmanLive.models;
  const CELLS = 70, LEAK = 0.01;
  const net = network(data.network), generator = matrix(data.generator), camera = matrix(data.camera);
  const [encoder, decoder] = [data.encoder.map(matrix), data.decoder.map(matrix)];
  const changes = data.edits.map(edit => matrix(edit.change));
  const leaky = values => values.map(value => value > 0 ? value : LEAK * value);
  const twoLayers = (x, [one, two]) => affine(leaky(affine(x, one)), two);
  const encode = input => twoLayers(net.first(input), encoder);
  const decode = observables => twoLayers(observables, decoder);

  /* Observables are rows, z → z P. An edit works on the whole journey. */
  const journeys = {};
  const part = share => journeys[share] ??= transposed(exponential(generator, share));
  const journey = (amount, edit = choice?.value ?? 0) => changes.length ? sum(part(1), amount, changes[edit]) : part(amount);
  const forecast = (observables, amount, edit) => decode(times(observables, journey(amount, edit)));

  const inputs = rows(matrix(data.inputs)), films = inputs.map(input => net.layers(input).states);
  const lasts = films.map(states => affine(states[net.blocks], camera));
  const point = [0.3, 0.5];
  const amounts = Array.from({ length: 51 }, (_, i) => i / 50 * (changes.length ? 1.25 : 1));
  let grid;

  /* What the head reads in each cell, by the decoder's first layer after the journey as one matrix. */
  const readings = view => {
    const [one, two] = decoder;
    grid ??= Array.from({ length: CELLS * CELLS }, (_, cell) => encode(view.cell(CELLS, cell)));
    const moved = product(journey(slider.value), { ...one, rows: one.rows - 1 }), shift = row(one, one.rows - 1);
    return cell => greatest(net.head(affine(leaky(times(grid[cell], moved, shift.slice())), two)));
  };

  const plane = live.view("The plane, coloured by the class that the head reads from the surrogate's state", { x: data.x, y: data.y, width: 165 }, (pen, view) => {
    const reading = readings(view);
    const grounds = data.classes.map((_, i) => live.rgb(live.mix(live.colour(i), live.paper, 0.5)));
    view.field(pen, CELLS, (x, y, cell) => grounds[reading(cell)]);
    inputs.forEach(([x, y], i) => live.dot(pen, data.labels[i], view.x(x), view.y(y), 2.2));
  });
  const line = (pen, view, places) => {
    pen.beginPath();
    places.forEach(([x, y]) => pen.lineTo(view.x(x), view.y(y)));
    pen.stroke();
  };
  const ring = (pen, view, [x, y], r, fill) => {
    pen.beginPath();
    pen.arc(view.x(x), view.y(y), r, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    pen.stroke();
  };
  const axis = (places, i) => [Math.min(...places.map(place => place[i])), Math.max(...places.map(place => place[i]))];
  live.view("Last states along their two principal components, with the point's states: the network's, square, and the surrogate's, round",
    { width: 165 }, (pen, view) => {
      const own = net.layers(point).states.map(state => affine(state, camera)), z = encode(point);
      const path = amounts.map(amount => affine(forecast(z, amount), camera));
      const all = [...lasts, ...own, ...path];
      view.range = { x: axis(all, 0), y: axis(all, 1) };
      pen.globalAlpha = 0.5;
      lasts.forEach(([x, y], i) => live.dot(pen, data.labels[i], view.x(x), view.y(y), 2));
      pen.globalAlpha = 1;
      pen.fillStyle = pen.strokeStyle = live.mark;
      if (!changes.length) {
        pen.setLineDash([4, 3]);
        line(pen, view, own);
        pen.setLineDash([]);
      }
      own.slice(changes.length ? -1 : 0).forEach(([x, y]) => pen.fillRect(view.x(x) - 4, view.y(y) - 4, 8, 8));
      pen.strokeStyle = live.ink;
      pen.lineWidth = 2;
      line(pen, view, path);
      ring(pen, view, affine(forecast(z, slider.value), camera), 6, live.paper);
    });
  live.view("What the head reads for the point: bars of the network's probabilities and of the surrogate's",
    { width: 165, most: 260, height: 0.8, equal: false, margin: 0, x: [0, 1], y: [0, 1] }, (pen, view) => {
      const [theirs, ours] = read();
      const high = view.height / (data.classes.length * 2 + 1);
      data.classes.forEach((name, i) => {
        const top = (2 * i + 0.6) * high, full = view.width - 70;
        pen.fillStyle = live.ink;
        pen.fillText(name, 4, top + high);
        pen.fillStyle = live.mark;
        pen.fillRect(64, top, theirs[i] * full, 0.6 * high);
        pen.fillStyle = live.colour(i);
        pen.fillRect(64, top + 0.65 * high, ours[i] * full, 0.6 * high);
      });
      const [best, other] = [greatest(theirs), greatest(ours)];
      live.say(`The network calls the point (${point.map(value => value.toFixed(2)).join(", ")}) ${data.classes[best]} (${theirs[best].toFixed(2)}, grey bars). `
        + `The surrogate at ${named} ${slider.value.toFixed(2)} calls it ${data.classes[other]} (${ours[other].toFixed(2)}).`);
    });
  const read = () => [softmax(net.head(net.layers(point).states[net.blocks])), softmax(net.head(forecast(encode(point), slider.value)))];

  live.legend(data.classes);
  const named = changes.length ? "dose" : "t =";
  const choice = changes.length > 1 ? live.select("edit", data.edits.map(edit => edit.name)) : null;
  const slider = changes.length ? live.slider("dose", { min: 0, max: 1.25, step: 0.01, value: 0, text: value => value.toFixed(2) })
    : live.slider("t", { min: 0, max: 1, step: 0.01, value: 1, text: value => value.toFixed(2) });
  live.player(slider, 6, 0.25);
  plane.points([point], { label: "Point of the plane" });

  return { answer: ([x, y, amount, edit]) => {
    const state = forecast(encode([x, y]), amount, edit);
    return [...state, ...net.head(state)];
  } };
});
