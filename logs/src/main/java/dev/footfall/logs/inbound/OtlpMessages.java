package dev.footfall.logs.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.footfall.events.ByteBudget;
import dev.footfall.ingest.jq.BudgetedJson;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.ProblemDetails;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.util.HexFormat;

/** OTLP's protobuf read as its JSON, by descriptors: generated objects of a small body can take hundreds of MiB. */
public final class OtlpMessages {
    /** A text in its place in an object, without its characters. */
    private static final int VALUE_BYTES = 96;

    /** An object with room for a few fields. */
    private static final int OBJECT_BYTES = 160;

    private final ByteBudget budget;

    private OtlpMessages(ByteBudget budget) {
        this.budget = budget;
    }

    /** An {@link dev.footfall.web.HttpProblemException} says that it is none. */
    static JsonNode logs(byte[] message, ByteBudget budget) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(message);
            return new OtlpMessages(budget).message(input, ExportLogsServiceRequest.getDescriptor(), 0);
        } catch (IOException e) {
            throw bad("The body is not a request to export logs in protobuf");
        }
    }

    private ObjectNode message(CodedInputStream input, Descriptor type, int level) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean isKnown = field != null && field.getLiteType().getWireType() == WireFormat.getTagWireType(tag);
            if (!isKnown) input.skipField(tag);
            else if (field.isRepeated())
                object.withArrayProperty(field.getJsonName()).add(value(input, field, level));
            else object.set(field.getJsonName(), value(input, field, level));
        }
        return object;
    }

    private JsonNode value(CodedInputStream input, FieldDescriptor field, int level) throws IOException {
        if (level > BudgetedJson.MOST_LEVELS) {
            throw bad("The body has more than " + BudgetedJson.MOST_LEVELS + " levels");
        }
        budget.take(VALUE_BYTES);
        return switch (field.getType()) {
            case MESSAGE -> {
                budget.take(OBJECT_BYTES);
                int end = input.pushLimit(input.readRawVarint32());
                ObjectNode message = message(input, field.getMessageType(), level + 1);
                input.checkLastTagWas(0);
                input.popLimit(end);
                yield message;
            }
            case STRING -> TextNode.valueOf(text(input));
            case BYTES -> {
                byte[] bytes = input.readByteArray(); // no more than the message has
                budget.take(bytes.length, 6);
                yield TextNode.valueOf(HexFormat.of().formatHex(bytes));
            }
            case DOUBLE -> DoubleNode.valueOf(input.readDouble());
            case FIXED64 -> TextNode.valueOf(Long.toUnsignedString(input.readFixed64()));
            case FIXED32 -> TextNode.valueOf(Integer.toUnsignedString(input.readFixed32()));
            default -> TextNode.valueOf(Long.toString(input.readInt64())); // what else there is are varints
        };
    }

    private String text(CodedInputStream input) throws IOException {
        String text = input.readString(); // no more than the message has
        budget.takeText(text);
        return text;
    }

    /** A {@code google.rpc.Status} has the same two fields as a partial success. */
    public static byte[] answer(JsonNode json) {
        JsonNode partial = json.path("partialSuccess");
        ExportLogsPartialSuccess fields = ExportLogsPartialSuccess.newBuilder()
                .setRejectedLogRecords(partial.path("rejectedLogRecords")
                        .asLong(json.path("code").asLong()))
                .setErrorMessage(
                        partial.path("errorMessage").asText(json.path("message").asText()))
                .build();
        if (json.has("code")) return fields.toByteArray();
        var response = ExportLogsServiceResponse.newBuilder();
        return (partial.isMissingNode() ? response : response.setPartialSuccess(fields))
                .build()
                .toByteArray();
    }

    public static HttpProblemException bad(String detail) {
        var problem = new ProblemDetails(400, "BadEnvelope", detail + ". Nothing was written.");
        return new HttpProblemException(problem.reply(json -> {}));
    }
}
