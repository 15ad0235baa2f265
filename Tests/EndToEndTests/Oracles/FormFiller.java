// Fills forms with JavaRosa, the engine inside ODK Collect, each as a line of a plan asks; one run, one start of Java.
//   java -cp ODK_Validate.jar FormFiller.java PLAN
// A line of the plan, set apart by tabs: FORM.xml, folder of its lists, OUT.xml, NAME=ANSWER … (in the n-th row of records,
// from 0: RECORDS#n/NAME=ANSWER). Prints for each line "ok", or "refused NAME: message", or "error: …".
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.*;
import org.javarosa.core.services.*;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XPathReference;
import org.javarosa.xform.util.XFormUtils;

public class FormFiller {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PropertyManager.setPropertyManager(new Properties());
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] parts = line.split("\t");
            Map<String, String> answers = new HashMap<>();
            for (int i = 3; i < parts.length; i++) {
                int mark = parts[i].indexOf('=');
                answers.put(parts[i].substring(0, mark), parts[i].substring(mark + 1));
            }
            String result;
            try {
                result = fill(Path.of(parts[0]), Path.of(parts[1]), Path.of(parts[2]), answers);
            } catch (Throwable problem) {
                result = "error: " + problem;
            }
            out.println(result.replace('\n', ' '));
        }
    }

    static String fill(Path form, Path media, Path output, Map<String, String> answers) throws Exception {
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file", "file-csv"}) {
            protected Reference factory(String terminal, String uri) {
                return new MediaFile(media.resolve(uri.substring(uri.lastIndexOf('/') + 1)), uri);
            }
        });
        FormDef definition = XFormUtils.getFormFromInputStream(new FileInputStream(form.toFile()));
        definition.initialize(true, new InstanceInitializationFactory());
        FormEntryController controller = new FormEntryController(new FormEntryModel(definition));
        Set<String> asked = new HashSet<>();
        int event = controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (; event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            TreeReference place = controller.getModel().getFormIndex().getReference();
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                String row = place.getNameLast() + "#" + place.getMultLast() + "/";
                if (answers.keySet().stream().anyMatch(key -> key.startsWith(row))) controller.newRepeat();
                continue;
            }
            if (event != FormEntryController.EVENT_QUESTION) continue;
            FormEntryPrompt prompt = controller.getModel().getQuestionPrompt();
            int last = place.size() - 1;
            String name = place.size() > 2
                ? place.getName(last - 1) + "#" + place.getMultiplicity(last - 1) + "/" + place.getNameLast()
                : place.getNameLast();
            asked.add(name);
            String answer = answers.get(name);
            if (answer == null) continue;
            int status = controller.answerQuestion(data(prompt, answer), true);
            if (status == FormEntryController.ANSWER_CONSTRAINT_VIOLATED)
                return "refused " + name + ": " + prompt.getConstraintText();
            if (status != FormEntryController.ANSWER_OK) return "refused " + name + ": required";
        }
        for (String name : answers.keySet()) if (!asked.contains(name)) return "not asked " + name;
        ValidateOutcome outcome = definition.validate(true);
        if (outcome != null && outcome.outcome != FormEntryController.ANSWER_OK)
            return "refused " + outcome.failedPrompt.getReference().getNameLast() + ": " + (outcome.outcome == 1 ? "required" : "constraint");
        controller.finalizeFormEntry();
        ByteArrayPayload payload = (ByteArrayPayload) new XFormSerializingVisitor()
            .createSerializedPayload(definition.getInstance(), new XPathReference("/"));
        Files.write(output, payload.getPayloadStream().readAllBytes());
        return "ok";
    }

    static IAnswerData data(FormEntryPrompt prompt, String text) {
        switch (prompt.getDataType()) {
            case Constants.DATATYPE_INTEGER: return new IntegerData(Integer.parseInt(text));
            case Constants.DATATYPE_DECIMAL: return new DecimalData(Double.parseDouble(text));
            case Constants.DATATYPE_GEOPOINT: return new GeoPointData().cast(new UncastData(text));
            case Constants.DATATYPE_GEOTRACE: return new GeoTraceData().cast(new UncastData(text));
            case Constants.DATATYPE_GEOSHAPE: return new GeoShapeData().cast(new UncastData(text));
            case Constants.DATATYPE_DATE: return new DateData().cast(new UncastData(text));
            case Constants.DATATYPE_DATE_TIME: return new DateTimeData().cast(new UncastData(text));
            default: break;
        }
        if (prompt.getControlType() != Constants.CONTROL_SELECT_ONE) return new StringData(text);
        for (SelectChoice choice : prompt.getSelectChoices())
            if (choice.getValue().equals(text)) return new SelectOneData(choice.selection());
        throw new IllegalArgumentException("no choice " + text);
    }

    static class MediaFile implements Reference {
        final Path path;
        final String uri;
        MediaFile(Path path, String uri) { this.path = path; this.uri = uri; }
        public boolean doesBinaryExist() { return Files.exists(path); }
        public InputStream getStream() throws IOException { return Files.newInputStream(path); }
        public String getURI() { return uri; }
        public String getLocalURI() { return path.toString(); }
        public boolean isReadOnly() { return true; }
        public OutputStream getOutputStream() { return null; }
        public void remove() {}
        public Reference[] probeAlternativeReferences() { return null; }
    }

    static class Properties implements IPropertyManager {
        public List<String> getProperty(String name) { return List.of(getSingularProperty(name)); }
        public void setProperty(String name, String value) {}
        public void setProperty(String name, List<String> value) {}
        public String getSingularProperty(String name) { return name.equals("deviceid") ? "collect:TestDevice000001" : ""; }
        public void addRules(IPropertyRules rules) {}
        public List<IPropertyRules> getRules() { return new ArrayList<>(); }
    }
}
