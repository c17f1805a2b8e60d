package dev.footfall.ingest.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.util.HexFormat;

/** OTLP's protobuf read as its JSON, by descriptors: generated objects of a small body can take hundreds of MiB. */
public final class OtlpMessages {
    private int values;

    private OtlpMessages() {}

    /** An {@link dev.footfall.web.HttpProblemException} says that it is none. */
    public static JsonNode logs(byte[] message) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(message);
            return new OtlpMessages().message(input, ExportLogsServiceRequest.getDescriptor(), 0);
        } catch (IOException e) {
            throw JqProgram.bad("The body is not a request to export logs in protobuf");
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
        if (++values > JqProgram.MOST_TOKENS || level > JqProgram.MOST_LEVELS) {
            throw JqProgram.bad("The body has more than " + JqProgram.BOUNDS);
        }
        return switch (field.getType()) {
            case MESSAGE -> {
                int end = input.pushLimit(input.readRawVarint32());
                ObjectNode message = message(input, field.getMessageType(), level + 1);
                input.checkLastTagWas(0);
                input.popLimit(end);
                yield message;
            }
            case STRING -> TextNode.valueOf(input.readString());
            case BYTES -> TextNode.valueOf(HexFormat.of().formatHex(input.readByteArray()));
            case DOUBLE -> DoubleNode.valueOf(input.readDouble());
            case FIXED64 -> TextNode.valueOf(Long.toUnsignedString(input.readFixed64()));
            case FIXED32 -> TextNode.valueOf(Integer.toUnsignedString(input.readFixed32()));
            default -> TextNode.valueOf(Long.toString(input.readInt64())); // what else there is are varints
        };
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
}
