// The body map alone: what is chosen is the model's `areas`.

import { bodyMap } from "./body_map_svg.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root);
  const areas = () => model.get("areas").join("|");
  const map = bodyMap({
    name: "areas", label: model.get("label"), options: model.get("options"), plain: model.get("plain"), value: areas(),
    changed: (value) => {
      model.set("areas", value.split("|").filter(Boolean));
      model.save_changes();
    },
  });
  root.append(map.node);
  return follow(model, { "change:areas": () => map.set(areas()) });
}

export default { render };
