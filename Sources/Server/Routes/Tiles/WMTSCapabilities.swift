internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The capabilities document (07-057r7, clause 7.1).
enum WMTSCapabilities {
    private static let namespaces = [
        ("xmlns", "http://www.opengis.net/wmts/1.0"), ("xmlns:ows", "http://www.opengis.net/ows/1.1"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            "http://www.opengis.net/wmts/1.0 http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd"
        ), ("version", "1.0.0"),
    ]

    static func document(_ call: Call) throws -> [UInt8] {
        var xml = XMLText()
        try xml.element("Capabilities", namespaces) { xml in
            identification(call, &xml)
            operations(call, &xml)
            try xml.element("Contents") { xml in
                for layer in call.layers where layer.geometry == .point { try write(layer, call, &xml) }
                matrixSet(&xml)
            }
            xml.element(
                "ServiceMetadataURL", [("xlink:href", call.base + "/wmts/1.0.0/WMTSCapabilities.xml")])
        }
        return xml.bytes
    }

    private static func identification(_ call: Call, _ xml: inout XMLText) {
        xml.element("ows:ServiceIdentification") { xml in
            xml.element("ows:Title", [], call.engine.catalog.city.name[call.language])
            xml.element("ows:ServiceType", [], "OGC WMTS")
            xml.element("ows:ServiceTypeVersion", [], "1.0.0")
        }
    }

    private static func operations(_ call: Call, _ xml: inout XMLText) {
        xml.element("ows:OperationsMetadata") { xml in
            for name in ["GetCapabilities", "GetTile"] {
                xml.element("ows:Operation", [("name", name)]) { xml in
                    xml.element("ows:DCP") { xml in
                        xml.element("ows:HTTP") { xml in
                            xml.element("ows:Get", [("xlink:href", call.base + "/wmts?")]) { xml in
                                xml.element("ows:Constraint", [("name", "GetEncoding")]) { xml in
                                    xml.element("ows:AllowedValues") { xml in
                                        xml.element("ows:Value", [], "KVP")
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func write(_ layer: LayerDefinition, _ call: Call, _ xml: inout XMLText) throws {
        let limits = try TileLimits(layer, call, reach: TileJSON.reach(layer))
        xml.element("Layer") { xml in
            xml.element("ows:Title", [], layer.title[call.language])
            let box = limits.extent ?? Extent(minX: -180, minY: -85.051_128, maxX: 180, maxY: 85.051_128)
            xml.element("ows:WGS84BoundingBox") { xml in
                xml.element("ows:LowerCorner", [], "\(box.minX) \(box.minY)")
                xml.element("ows:UpperCorner", [], "\(box.maxX) \(box.maxY)")
            }
            xml.element("ows:Identifier", [], layer.id)
            xml.element("Style", [("isDefault", "true")]) { xml in
                xml.element("ows:Title", [], layer.title[call.language])
                xml.element("ows:Identifier", [], "default")
                xml.element(
                    "LegendURL",
                    [
                        ("format", "image/png"),
                        ("xlink:href", "\(call.base)/collections/\(layer.id)/legend?f=png"),
                    ])
            }
            xml.element("Format", [], "image/png")
            xml.element("TileMatrixSetLink") { xml in
                xml.element("TileMatrixSet", [], "WebMercatorQuad")
                if limits.extent != nil { write(limits, &xml) }
            }
            xml.element(
                "ResourceURL",
                [
                    ("format", "image/png"), ("resourceType", "tile"),
                    ("template", "\(call.base)/xyz/\(layer.id)/{TileMatrix}/{TileCol}/{TileRow}.png"),
                ])
        }
    }

    private static func write(_ limits: TileLimits, _ xml: inout XMLText) {
        xml.element("TileMatrixSetLimits") { xml in
            for zoom in 0...Engine.deepestHeatmapZoom {
                let range = limits.range(zoom)
                xml.element("TileMatrixLimits") { xml in
                    xml.element("TileMatrix", [], String(zoom))
                    xml.element("MinTileRow", [], String(range.rows.lowerBound))
                    xml.element("MaxTileRow", [], String(range.rows.upperBound))
                    xml.element("MinTileCol", [], String(range.columns.lowerBound))
                    xml.element("MaxTileCol", [], String(range.columns.upperBound))
                }
            }
        }
    }

    private static func matrixSet(_ xml: inout XMLText) {
        xml.element("TileMatrixSet") { xml in
            xml.element("ows:Identifier", [], "WebMercatorQuad")
            xml.element("ows:SupportedCRS", [], "urn:ogc:def:crs:EPSG::3857")
            xml.element("WellKnownScaleSet", [], "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible")
            for zoom in 0...Engine.deepestHeatmapZoom {
                xml.element("TileMatrix") { xml in
                    xml.element("ows:Identifier", [], String(zoom))
                    xml.element("ScaleDenominator", [], String(TileMatrixSet.scaleDenominator(zoom)))
                    xml.element(
                        "TopLeftCorner", [], "\(-TileAddress.halfSide) \(TileAddress.halfSide)")
                    xml.element("TileWidth", [], String(TileMatrixSet.pixels))
                    xml.element("TileHeight", [], String(TileMatrixSet.pixels))
                    xml.element("MatrixWidth", [], String(1 << zoom))
                    xml.element("MatrixHeight", [], String(1 << zoom))
                }
            }
        }
    }
}
