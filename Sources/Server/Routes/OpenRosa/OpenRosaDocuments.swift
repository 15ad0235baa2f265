internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The XML documents of OpenRosa 1.0 (Form Discovery API) and of its entity extension.
enum OpenRosaDocuments {
    /// One entry without a form id, a name or an address would make clients throw away the list.
    static func formList(_ forms: [OpenRosaForm], _ call: OpenRosaCall) -> [UInt8] {
        var xml = XMLText()
        xml.element("xforms", [("xmlns", "http://openrosa.org/xforms/xformsList")]) { xml in
            for form in forms {
                let address = call.base + "/forms/" + form.layer.id
                xml.element("xform") { xml in
                    xml.element("formID", [], form.layer.id)
                    xml.element("name", [], form.layer.title[call.call.language])
                    xml.element("version", [], form.edition.version)
                    xml.element("hash", [], "md5:" + form.md5)
                    xml.element("downloadUrl", [], address + ".xml?version=" + form.edition.version)
                    if !call.call.engine.entityLayers(of: form.layer).isEmpty {
                        xml.element("manifestUrl", [], address + "/manifest")
                    }
                }
            }
        }
        return xml.bytes
    }

    static func manifest(_ lists: [EntityTable], of layer: LayerDefinition, _ call: OpenRosaCall) -> [UInt8] {
        let address = call.base + "/forms/" + layer.id
        var xml = XMLText()
        xml.element("manifest", [("xmlns", "http://openrosa.org/xforms/xformsManifest")]) { xml in
            for list in lists {
                xml.element("mediaFile", [("type", "entityList")]) { xml in
                    xml.element("filename", [], list.fileName)
                    xml.element("hash", [], "md5:" + list.md5)
                    xml.element("downloadUrl", [], address + "/media/" + list.fileName)
                    xml.element("integrityUrl", [], address + "/integrity")
                }
            }
        }
        return xml.bytes
    }

    static func integrity(_ asked: [String], _ alive: Set<String>) -> [UInt8] {
        var xml = XMLText()
        xml.element("data") { xml in
            xml.element("entities") { xml in
                for id in asked {
                    xml.element("entity", [("id", id)]) { xml in
                        xml.element("deleted", [], alive.contains(id) ? "false" : "true")
                    }
                }
            }
        }
        return xml.bytes
    }
}
