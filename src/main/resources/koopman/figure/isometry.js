// SPDX-License-Identifier: Apache-2.0
koopmanLive("isometry", (live, { classes, labels, weights, original, drawings, pairs, truth, drawn }) => {
  const brush = 26; // radius in pixels

  /* What stands at a place on the slider: at a whole one the numbers of a weight, else those on the straight line between two. */
  function between(all, place) {
    const before = Math.min(Math.floor(place), all.length - 2), share = place - before;
    const mixed = (one, other) => Array.isArray(one) ? one.map((value, i) => mixed(value, other[i])) : one + share * (other - one);
    return mixed(all[before], all[before + 1]);
  }

  function range(values) {
    const [least, most] = [Math.min(...values), Math.max(...values)], margin = 0.06 * (most - least);
    return [least - margin, most + margin];
  }

  const [x, y] = [0, 1].map(axis => range([original, ...drawings].flat().map(row => row[axis])));
  const [farthest, longest] = [truth, drawn.flat()].map(values => 1.05 * Math.max(...values));
  const cloud = live.view("Encoded points in the plane, the last states in grey behind them", { x, y, width: 320 }, paintCloud);
  const plot = live.view("Distances of the encodings over true distances",
    { x: [0, farthest], y: [0, longest], equal: false, width: 320, margin: 34 }, paintPlot);
  live.legend(classes);
  const weight = live.slider("weight", { min: 0, max: weights.length - 1, step: 0.05, text: named });
  live.player(weight, 8);

  const brushes = [{ view: cloud, name: "brush of points", at: [...original[0]] },
    { view: plot, name: "brush of pairs", at: [farthest / 2, longest / 2] }];
  let held = brushes[0];
  for (const each of brushes) {
    const { x: [from, to] } = each.view.range;
    each.view.points([each.at], { label: each.name, step: (to - from) / 50, moved: () => { held = each; } });
  }

  const isUnder = (view, row) => held.view === view
    && Math.hypot(view.x(row[0]) - view.x(held.at[0]), view.y(row[1]) - view.y(held.at[1])) <= brush;

  /* The places and lengths that are shown, and which are chosen: points under a brush and all their pairs, or pairs and their ends. */
  function shown() {
    const [seen, lengths] = [between(drawings, weight.value), between(drawn, weight.value)];
    const under = seen.map(row => isUnder(cloud, row));
    const linked = pairs.map((ends, i) => ends.some(end => under[end]) || isUnder(plot, [truth[i], lengths[i]]));
    const points = held.view === cloud ? under : seen.map((_, i) => pairs.some((ends, pair) => linked[pair] && ends.includes(i)));
    return { seen, lengths, linked, points };
  }

  function paintCloud(pen, view) {
    const now = shown(), { seen, linked, points } = now;
    pen.fillStyle = pen.strokeStyle = live.mark;
    for (const [right, up] of original) pen.fillRect(view.x(right) - 1, view.y(up) - 1, 2, 2);
    pen.globalAlpha = 0.6;
    pen.beginPath();
    pairs.filter((_, i) => linked[i]).forEach(ends => ends.forEach((end, i) =>
      pen[i ? "lineTo" : "moveTo"](view.x(seen[end][0]), view.y(seen[end][1]))));
    pen.stroke();
    seen.forEach(([right, up], i) => {
      pen.globalAlpha = points[i] ? 1 : 0.55;
      live.dot(pen, labels[i], view.x(right), view.y(up), points[i] ? 5 : 3.5);
    });
    pen.globalAlpha = 1;
    circle(pen, view);
    tell(now);
  }

  function paintPlot(pen, view) {
    const { lengths, linked } = shown(), kept = Math.min(farthest, longest);
    pen.fillText("distance of the encodings", view.x(0) - 24, view.y(longest) - 10);
    pen.textAlign = "right";
    pen.fillText("true distance", view.x(farthest), view.y(0) + 30);
    for (let tick = 0; tick < farthest; tick++) pen.fillText(tick, view.x(tick) + 4, view.y(0) + 16);
    for (let tick = 1; tick < longest; tick++) pen.fillText(tick, view.x(0) - 8, view.y(tick) + 5);
    pen.strokeStyle = live.mark;
    pen.beginPath();
    pen.moveTo(view.x(0), view.y(longest));
    pen.lineTo(view.x(0), view.y(0));
    pen.lineTo(view.x(farthest), view.y(0));
    pen.moveTo(view.x(0), view.y(0));
    pen.lineTo(view.x(kept), view.y(kept));
    pen.stroke();
    for (const isLinked of [false, true]) {
      pen.fillStyle = isLinked ? live.ink : live.mark;
      const size = isLinked ? 5 : 3;
      lengths.forEach((length, i) => linked[i] === isLinked
        && pen.fillRect(view.x(truth[i]) - size / 2, view.y(length) - size / 2, size, size));
    }
    circle(pen, view);
  }

  function circle(pen, view) {
    if (held.view !== view) return;
    pen.strokeStyle = live.ink;
    pen.beginPath();
    pen.arc(view.x(held.at[0]), view.y(held.at[1]), brush, 0, 2 * Math.PI);
    pen.stroke();
  }

  function named(place) {
    const before = Math.floor(place);
    return place === before ? `λ₄ = ${weights[before]}` : `between ${weights[before]} and ${weights[before + 1]}`;
  }

  function tell({ lengths, linked, points }) {
    const stretch = lengths.map((length, i) => length / truth[i]).filter((_, i) => linked[i] && truth[i] > 0).sort((one, other) => one - other);
    const told = stretch.length ? `their distances are drawn ${stretch[0].toFixed(2)} to ${stretch.at(-1).toFixed(2)} times as long as`
      + ` they are, ${stretch[stretch.length >> 1].toFixed(2)} times in the middle.` : "drag a ring over some.";
    live.say(`${named(weight.value)}: ${live.counted(points.filter(each => each).length, "point")} and `
      + `${live.counted(stretch.length, "pair")} chosen; ${told}`
      + (Number.isInteger(weight.value) ? "" : " No surrogate was fitted here: the drawing goes straight from one to the next."));
  }

  /* A pair and a place on the slider, to the true distance and that of the encodings. */
  return { answer: ([pair, place]) => [truth[pair], between(drawn, place)[pair]] };
});
