internal import CPangoCairo
internal import TabaqaFeatureModel

extension SheetPage {
    func drawHeatmap(_ grid: DensityGrid, _ scale: DensityScale, in box: Box) throws(Fault) {
        let frame = MapFrame(grid.frame.extent, in: box)
        let outlines = content.outlines.map {
            Outline.outlines($0.value, label: content.labelProperty, in: frame)
        }
        let picture = PaperImage(grid, PaperRamp(scale.ramp), maximum: scale.maximum)
        canvas.clipped(to: box) {
            canvas.fill(box, .ground)
            let polygons = (outlines ?? []).filter { !$0.rings.isEmpty }
            if polygons.isEmpty { canvas.fill(frame.box(of: grid.frame.extent), .white) }
            for outline in polygons {
                outline.path(on: canvas)
                fillPath(.white)
            }
            if picture.hasNoData {
                cairo_save(canvas.context)
                for outline in polygons { outline.path(on: canvas) }
                if !polygons.isEmpty { clipPath() }
                picture.clipToNoData(frame, on: canvas) {
                    canvas.hatch(box, RGB(0xB9C2C6), spacing: 1.6 * Self.mm, width: 0.15 * Self.mm)
                }
                cairo_restore(canvas.context)
            }
            picture.draw(frame, on: canvas)
            strokeOutlines(outlines ?? [])
        }
        try drawMapFurniture(frame, labels: outlines ?? [], isEmpty: grid.description.used == 0)
    }

    func drawChoropleth(_ map: ChoroplethMap, in box: Box) throws(Fault) {
        var extent = Extent.empty
        for row in map.rows {
            map.join.table.geometry[row]?.forEachPosition { if $0.isFinite { extent.include($0) } }
        }
        if extent.isEmpty { extent = Extent(minX: 0, minY: 0, maxX: 1, maxY: 1) }
        let frame = MapFrame(extent.expanded(dx: extent.width * 0.025, dy: extent.height * 0.025), in: box)
        var areas = Outline.outlines(map.join.table, label: content.labelProperty, in: frame)
        let over = content.outlines.map {
            Outline.outlines($0.value, label: nil, in: frame)
        }
        canvas.clipped(to: box) {
            canvas.fill(box, .ground)
            for (place, row) in map.rows.enumerated() {
                areas[row].path(on: canvas)
                if let number = map.classes?.place(map.values[place]) {
                    fillPath(map.colors[number])
                    areas[row].ground = map.colors[number]
                    continue
                }
                fillPath(.white)
                areas[row].path(on: canvas)
                cairo_save(canvas.context)
                clipPath()
                canvas.hatch(box, RGB(0x9AA5AB), spacing: 1.6 * Self.mm, width: 0.2 * Self.mm)
                cairo_restore(canvas.context)
            }
            strokeOutlines(areas)
            if let over { strokeOutlines(over) }
        }
        // No events at all: zeros everywhere would otherwise pass for a finding.
        let isEmpty = map.join.description.total == 0 && (map.classes.map { $0.greatest == 0 } ?? true)
        try drawMapFurniture(frame, labels: areas, isEmpty: map.classes == nil || isEmpty)
    }

    private func fillPath(_ color: RGB) {
        canvas.set(color)
        cairo_set_fill_rule(canvas.context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_fill(canvas.context)
    }

    private func clipPath() {
        cairo_set_fill_rule(canvas.context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_clip(canvas.context)
    }

    /// Dark lines in a light casing, to be seen on paper and on dark ink alike.
    private func strokeOutlines(_ outlines: [Outline]) {
        cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
        for (color, alpha, width) in [(RGB.white, 0.55, 0.5), (RGB(0x47525A), 0.9, 0.18)] {
            for outline in outlines {
                outline.path(on: canvas)
                for line in outline.lines { canvas.path(line, isClosed: false) }
            }
            canvas.set(color, alpha: alpha)
            cairo_set_line_width(canvas.context, width * Self.mm)
            cairo_stroke(canvas.context)
        }
    }

    private func drawMapFurniture(_ frame: MapFrame, labels: [Outline], isEmpty: Bool) throws(Fault) {
        let arrow = try drawNorthArrow(in: frame.box)
        let bar = try drawScaleBar(frame)
        var names = AreaLabels(in: frame.box.inset(0.8 * Self.mm), avoiding: [arrow, bar])
        if isEmpty { names.avoid(try drawEmptyNotice(in: frame.box)) }
        try names.draw(labels, style(2.7), on: canvas)
        canvas.stroke(frame.box, .ink, width: 0.25 * Self.mm)
    }

    private func drawEmptyNotice(in box: Box) throws(Fault) -> Box {
        let text = try TextBlock(words.nothing, style(5, bold: true), on: canvas)
        let place = Box(
            x: box.x + (box.width - text.width) / 2, y: box.y + (box.height - text.height) / 2,
            width: text.width, height: text.height)
        canvas.fill(place.inset(-4 * Self.mm), .white, alpha: 0.92)
        canvas.stroke(place.inset(-4 * Self.mm), .rule, width: 0.25 * Self.mm)
        text.draw(x: place.x, y: place.y, on: canvas)
        return place.inset(-4 * Self.mm)
    }
}
