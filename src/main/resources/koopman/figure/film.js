// SPDX-License-Identifier: Apache-2.0
koopmanLive("film", (live, data) => {
  const { matrix, rows, affine, network, greatest, softmax } = koopmanLive.models;
  const net = network(data.network);
  const [firstCamera, lastCamera, ...own] = data.cameras.map(matrix);
  const films = rows(matrix(data.inputs)).map(input => ({ input, ...net.layers(input) }));
  const point = [0.25, 0.62];
  const moments = Array.from({ length: 20 * net.blocks + 1 }, (_, i) => i / 20);

  /* The camera at a time: that of each frame moves evenly to the next one's place. */
  const camera = time => {
    if (choice.value !== 2) return [lastCamera, firstCamera][choice.value];
    const whole = Math.min(Math.floor(time), net.blocks - 1), share = time - whole;
    return { ...own[0], values: own[whole].values.map((value, i) => (1 - share) * value + share * own[whole + 1].values[i]) };
  };
  const frame = time => films.map(film => affine(net.at(film, time), camera(time)));
  const middle = (seen, axis) => seen.reduce((sum, place) => sum + place[axis], 0) / seen.length;
  const scaled = seen => {
    if (!same.value) return place => place;
    const centre = [middle(seen, 0), middle(seen, 1)];
    const spread = Math.sqrt(seen.reduce((sum, place) => sum + (place[0] - centre[0]) ** 2 + (place[1] - centre[1]) ** 2, 0) / seen.length);
    return place => [(place[0] - centre[0]) / spread, (place[1] - centre[1]) / spread];
  };
  const ranges = {};
  const range = () => ranges[[choice.value, same.value]] ??= (() => {
    const all = Array.from({ length: net.blocks + 1 }, (_, layer) => frame(layer)).flatMap(seen => seen.map(scaled(seen)));
    const axis = i => [Math.min(...all.map(place => place[i])), Math.max(...all.map(place => place[i]))];
    return { x: axis(0), y: axis(1) };
  })();

  const plane = live.view("The plane of the inputs with the point that you move", { x: data.x, y: data.y, width: 165 }, (pen, view) => {
    films.forEach(({ input }, i) => live.dot(pen, data.labels[i], view.x(input[0]), view.y(input[1]), 2));
  });
  const screen = live.view("The states at this time, as the camera sees them", { width: 165 }, (pen, view) => {
    view.range = range();
    const time = layer.value, seen = frame(time), size = scaled(seen);
    seen.map(size).forEach(([x, y], i) => live.dot(pen, data.labels[i], view.x(x), view.y(y), 2));
    const film = net.layers(point), trail = moments.map(moment => size(affine(net.at(film, moment), camera(time))));
    pen.strokeStyle = live.ink;
    for (const [part, alpha] of [[trail, 0.35], [trail.filter((_, i) => moments[i] <= time + 1e-9), 1]]) {
      pen.globalAlpha = alpha;
      pen.lineWidth = 2;
      pen.beginPath();
      part.forEach(([x, y]) => pen.lineTo(view.x(x), view.y(y)));
      pen.stroke();
    }
    const [x, y] = size(affine(net.at(film, time), camera(time)));
    pen.beginPath();
    pen.arc(view.x(x), view.y(y), 6, 0, 2 * Math.PI);
    pen.fillStyle = live.paper;
    pen.fill();
    pen.lineWidth = 3;
    pen.stroke();
    const answer = softmax(net.head(film.states[net.blocks])), best = greatest(answer);
    live.say(`${name(time)}. The point (${point.map(value => value.toFixed(2)).join(", ")}) will be called ${data.classes[best]}, `
      + `with probability ${answer[best].toFixed(2)}.`);
  });
  const name = time => {
    const whole = Math.floor(time), share = time - whole;
    return share < 1e-9 ? `Layer ${whole} of ${net.blocks}` : `Between layers ${whole} and ${whole + 1}: ${share.toFixed(2)} of block ${whole + 1}'s correction`;
  };
  live.legend(data.classes);
  const layer = live.slider("layer", { min: 0, max: net.blocks, step: 0.05, value: 0, text: value => value.toFixed(2) });
  live.player(layer, 1.6 * net.blocks);
  const choice = live.select("camera", ["of the last frame", "of the first frame", "each frame's own"]);
  const same = live.check("all frames of one size", true);
  plane.points([point], { label: "Point of the plane" });

  return { answer: ([x, y, time]) => {
    const film = net.layers([x, y]), state = net.at(film, time);
    return [...state, ...affine(state, lastCamera), ...net.head(film.states[net.blocks])];
  } };
});
