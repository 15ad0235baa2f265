internal import TabaqaFeatureModel

/// The XForm of one document.
struct XFormPage {
    /// Names no property can have.
    static let fence = "_fence"
    static let outside = "_outside"
    static let truth = "_truth"
    private static let root = "/data"
    /// The root element of lists of choices: in those that come as CSV, clients call it so.
    private static let list = "root"
    private static let ring = "instance('\(fence)')/\(list)/item/ring"

    private let document: FormDocument
    private let languages: [Language]
    private var texts: [(id: String, text: FormDocument.Text)] = []
    /// The nodes of the answers.
    private var nodes = ""
    private var choices = ""
    private var binds = ""
    private var actions = ""
    private var body = ""

    init(_ document: FormDocument, languages: [Language]) {
        self.document = document
        self.languages = languages
    }

    func xml() -> [UInt8] {
        var page = self
        page.place()
        for question in document.questions { page.ask(question, parents: [], scope: document.questions) }
        page.lists()
        return Array(page.assembled().utf8)
    }

    private func assembled() -> String {
        let title = document.title[languages.first?.rawValue ?? ""] ?? document.layer
        let meta = "\(Self.root)/meta"
        let naming = document.key.flatMap { key in
            document.questions.contains { $0.name == key } ? "\(Self.root)/\(key)" : nil
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
            xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
            xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" \
            xmlns:odk="http://www.opendatakit.org/xforms">
            <h:head>
            <h:title>\(XMLText.escaped(title))</h:title>
            <model odk:xforms-version="1.0.0">
            <itext>
            \(translations())</itext>
            <instance>
            <data id="\(XMLText.escaped(document.layer))" version="\(document.version)">
            \(nodes)<meta><instanceID/><instanceName/><timeStart/><timeEnd/><today/><deviceID/><audit/></meta>
            </data>
            </instance>
            \(choices)<submission odk:client-editable="true"/>
            \(binds)<bind nodeset="\(meta)/instanceID" type="string" readonly="true()" jr:preload="uid"/>
            <bind nodeset="\(meta)/instanceName" type="string" \
            calculate="\(XMLText.escaped(naming ?? "\(meta)/today"))"/>
            <bind nodeset="\(meta)/timeStart" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
            <bind nodeset="\(meta)/timeEnd" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
            <bind nodeset="\(meta)/today" type="date" jr:preload="date" jr:preloadParams="today"/>
            <bind nodeset="\(meta)/deviceID" type="string" jr:preload="property" jr:preloadParams="deviceid"/>
            <bind nodeset="\(meta)/audit" type="binary" odk:track-changes="true"/>
            \(actions)</model>
            </h:head>
            <h:body>
            \(body)</h:body>
            </h:html>

            """
    }

    private func translations() -> String {
        var result = ""
        for (index, language) in languages.enumerated() {
            let name = XMLText.escaped(FormText.name(language))
            result += "<translation lang=\"\(name)\"\(index == 0 ? " default=\"true()\"" : "")>\n"
            for (id, text) in texts {
                let value = XMLText.escaped(text[language.rawValue] ?? "")
                result += "<text id=\"\(XMLText.escaped(id))\"><value>\(value)</value></text>\n"
            }
            result += "</translation>\n"
        }
        return result
    }

    /// Keeps the text and returns its reference.
    private mutating func itext(_ id: String, _ text: FormDocument.Text) -> String {
        texts.append((id, text))
        return XMLText.escaped("jr:itext(\(XPathText.literal(id)))")
    }

    // MARK: place

    private mutating func place() {
        guard let place = document.place else { return }
        let path = "\(Self.root)/\(XFormInstance.placeName)"
        let type = ["LineString": "geotrace", "Polygon": "geoshape"][place.geometry] ?? "geopoint"
        let isPoint = type == "geopoint"
        var constraints: [String] = []
        var messages: [FormDocument.Text] = []
        if let meters = place.worstAllowed {
            constraints.append("selected-at(., 3) <= \(XPathText.number(meters))")
            if let message = place.accuracyMessage { messages.append(message) }
        }
        nodes += "<\(XFormInstance.placeName)/>\n"
        if let ring = place.fence, isPoint {
            // A literal in geofence() breaks when the form is filled, a node does not; in an instance of its own the
            // ring stays on the phone.
            let text = ring.map { "\($0[1]) \($0[0]) 0 0" }.joined(separator: ";")
            choices +=
                "<instance id=\"\(Self.fence)\"><root><item><ring>\(text)</ring></item></root></instance>\n"
            if place.outside == "reject" {
                constraints.append("geofence(., \(Self.ring))")
                if let message = place.outsideMessage { messages.append(message) }
            }
        }
        bind(
            path, type: type, required: place.required ? (true, nil) : nil, constraints: constraints,
            messages: messages)
        let hint = place.hint.map { "<hint ref=\"\(itext("\(path):hint", $0))\"/>" } ?? ""
        let label = "<label ref=\"\(itext("\(path):label", place.label))\"/>"
        body +=
            "<input ref=\"\(path)\" appearance=\"placement-map\" accuracyThreshold=\"\(FormText.number(place.accuracy))\""
            + " unacceptableAccuracyThreshold=\"\(FormText.number(place.worst))\">\(label)\(hint)</input>\n"
        if place.fence != nil, isPoint, place.outside != "reject", let message = place.outsideMessage {
            note(message, where: "\(path) != '' and not(geofence(\(path), \(Self.ring)))")
        }
    }

    /// A text that shows itself only where it matters, and sends nothing.
    private mutating func note(_ message: FormDocument.Text, where condition: String) {
        let path = "\(Self.root)/\(Self.outside)"
        nodes += "<\(Self.outside)/>\n"
        binds +=
            "<bind nodeset=\"\(path)\" type=\"string\" readonly=\"true()\" relevant=\"\(XMLText.escaped(condition))\"/>\n"
        body += "<input ref=\"\(path)\"><label ref=\"\(itext("\(path):label", message))\"/></input>\n"
    }

    // MARK: questions

    /// - Parameters:
    ///   - parents: names of the groups around it.
    ///   - scope: the questions of the observation; inside records those of the row come first.
    private mutating func ask(
        _ question: FormDocument.Question, parents: [String], scope: [FormDocument.Question],
        row: [FormDocument.Question] = []
    ) {
        let parent = ([Self.root] + parents).joined(separator: "/")
        let path = "\(parent)/\(question.name)"
        let label = "<label ref=\"\(itext("\(path):label", question.label))\"/>"
        let hint = question.hint.map { "<hint ref=\"\(itext("\(path):hint", $0))\"/>" } ?? ""
        let xpath = XPathText(
            path: { name in
                if name == question.name { return "." }
                return row.contains { $0.name == name } ? "\(parent)/\(name)" : "\(Self.root)/\(name)"
            },
            isTime: { name in
                let type = (row.first { $0.name == name } ?? scope.first { $0.name == name })?.type
                return type == "date" || type == "dateTime"
            })
        let relevant = question.relevant.map { xpath.truth(of: $0.filter) }
        if let rows = question.questions {
            records(question, rows, path: path, label: label + hint, relevant: relevant)
            return
        }
        nodes += "<\(question.name)/>\n"
        var constraints: [String] = []
        var messages: [FormDocument.Text] = []
        if let minimum = question.minimum, let maximum = question.maximum {
            constraints.append(". >= \(XPathText.number(minimum)) and . <= \(XPathText.number(maximum))")
            if let message = question.rangeMessage { messages.append(message) }
        }
        if let check = question.check {
            constraints.append("not(\(xpath.falsity(of: check.that.filter)))")
            messages.append(check.message)
        }
        bind(
            path, type: Self.types[question.type] ?? "string",
            attributes: Self.attributes[question.type] ?? "",
            required: question.required == true ? (true, question.requiredMessage) : nil,
            constraints: constraints, messages: messages, relevant: relevant)
        prefill(question, path)
        body += control(question, path, label + hint)
    }

    private mutating func records(
        _ question: FormDocument.Question, _ rows: [FormDocument.Question], path: String, label: String,
        relevant: String?
    ) {
        if let relevant {
            binds += "<bind nodeset=\"\(path)\" relevant=\"\(XMLText.escaped(relevant))\"/>\n"
        }
        nodes += "<\(question.name) jr:template=\"\">"
        body += "<group ref=\"\(path)\">\(label)<repeat nodeset=\"\(path)\">\n"
        for member in rows {
            ask(member, parents: [question.name], scope: document.questions, row: rows)
        }
        body += "</repeat></group>\n"
        nodes += "</\(question.name)>\n"
    }

    private mutating func control(
        _ question: FormDocument.Question, _ path: String, _ inside: String
    ) -> String {
        if let media = Self.media[question.type] {
            return "<upload ref=\"\(path)\" mediatype=\"\(media)\">\(inside)</upload>\n"
        }
        let set: String
        if let list = question.entity {
            set = itemset(list, value: question.entityValue ?? "name", label: "label")
        } else if let codes = question.codes {
            let id = "codes." + path.dropFirst(Self.root.count + 1).replacing("/", with: ".")
            instance(id, codes.map { ($0.code, $0.label) })
            set = itemset(id, value: "name", label: "jr:itext(itextId)")
        } else if question.type == "boolean" {
            set = itemset(Self.truth, value: "name", label: "jr:itext(itextId)")
        } else {
            return "<input ref=\"\(path)\">\(inside)</input>\n"
        }
        return "<select1 ref=\"\(path)\">\(inside)\(set)</select1>\n"
    }

    private func itemset(_ instance: String, value: String, label: String) -> String {
        "<itemset nodeset=\"instance('\(XMLText.escaped(instance))')/\(Self.list)/item\"><value ref=\"\(value)\"/>"
            + "<label ref=\"\(label)\"/></itemset>"
    }

    private mutating func instance(_ id: String, _ items: [(code: String, label: FormDocument.Text)]) {
        choices += "<instance id=\"\(XMLText.escaped(id))\"><root>\n"
        for (index, item) in items.enumerated() {
            texts.append(("\(id)-\(index)", item.label))
            choices +=
                "<item><itextId>\(XMLText.escaped("\(id)-\(index)"))</itextId>"
                + "<name>\(XMLText.escaped(item.code))</name></item>\n"
        }
        choices += "</root></instance>\n"
    }

    /// The choices of yes and no, and the lists that come as files.
    private mutating func lists() {
        let all = document.questions + document.questions.flatMap { $0.questions ?? [] }
        if all.contains(where: { $0.type == "boolean" }) {
            let answers = [true, false].map { value in
                let label = languages.map { ($0.rawValue, FormText.truth($0, value)) }
                return (
                    code: value ? "true" : "false",
                    label: Dictionary(label, uniquingKeysWith: { first, _ in first })
                )
            }
            instance(Self.truth, answers)
        }
        for entity in document.entities where all.contains(where: { $0.entity == entity.layer }) {
            choices +=
                "<instance id=\"\(XMLText.escaped(entity.layer))\" "
                + "src=\"jr://file-csv/\(XMLText.escaped(entity.file))\"/>\n"
        }
    }

    private mutating func prefill(_ question: FormDocument.Question, _ path: String) {
        let value: String
        switch question.prefill {
        case "now": value = question.type == "date" ? "today()" : "now()"
        case "key":
            let id = "\(Self.root)/meta/instanceID"
            value = "concat('F-', substr(\(id), 5, 13), substr(\(id), 14, 18))"
        default: return
        }
        actions +=
            "<setvalue event=\"odk-instance-first-load\" ref=\"\(path)\" value=\"\(XMLText.escaped(value))\"/>\n"
    }

    private mutating func bind(
        _ path: String, type: String, attributes: String = "",
        required: (Bool, FormDocument.Text?)? = nil, constraints: [String] = [],
        messages: [FormDocument.Text] = [], relevant: String? = nil
    ) {
        var bind = "<bind nodeset=\"\(path)\" type=\"\(type)\"\(attributes)"
        if let required {
            bind += " required=\"true()\""
            if let message = required.1 {
                bind += " jr:requiredMsg=\"\(itext("\(path):requiredMsg", message))\""
            }
        }
        if let relevant { bind += " relevant=\"\(XMLText.escaped(relevant))\"" }
        if !constraints.isEmpty {
            bind += " constraint=\"\(XMLText.escaped(constraints.joined(separator: " and ")))\""
            let keys = Set(messages.flatMap(\.keys))
            let message = keys.reduce(into: FormDocument.Text()) { text, key in
                text[key] = messages.compactMap { $0[key] }.joined(separator: " ")
            }
            if !message.isEmpty {
                bind += " jr:constraintMsg=\"\(itext("\(path):constraintMsg", message))\""
            }
        }
        binds += bind + "/>\n"
    }

    private static let types = [
        "integer": "int", "decimal": "decimal", "date": "date", "dateTime": "dateTime", "photo": "binary",
        "audio": "binary", "video": "binary", "file": "binary",
    ]
    private static let attributes = [
        "photo": " orx:max-pixels=\"2048\"", "audio": " odk:quality=\"low\"",
    ]
    private static let media = [
        "photo": "image/*", "audio": "audio/*", "video": "video/*", "file": "application/*",
    ]
}
