package dev.footfall.queryapi.http;

import dev.footfall.web.BodyReader;
import dev.footfall.web.BufferedBodies;
import dev.footfall.web.HttpProblemException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

final class RequestBody {
    static final int MAX_BYTES = BufferedBodies.MAX_BYTES;

    private RequestBody() {}

    /** @throws HttpProblemException with 400, 408, 413 or 415 if it is none that can be taken */
    static byte[] read(HttpServletRequest request) {
        // not getContentType(), which fails for a charset that Java does not know
        if (!isJson(request.getHeader("Content-Type")))
            throw new HttpProblemException(Problem.unsupportedMediaType("application/json"));
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new HttpProblemException(Problem.unsupportedMediaType("an uncompressed body"));
        }
        if (request.getContentLengthLong() > MAX_BYTES) throw new HttpProblemException(Problem.tooLarge(MAX_BYTES));
        byte[] body = bytes(request);
        if (body.length > MAX_BYTES) throw new HttpProblemException(Problem.tooLarge(MAX_BYTES));
        return body;
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            return BufferedBodies.read(request);
        } catch (IOException e) { // cut off, too slow, or not HTTP
            throw new HttpProblemException(Problem.ofStatus(BodyReader.Unread.isReasonOf(e) ? 408 : 400));
        }
    }

    /** True if something of the body is left to come in; the server ends the connection after the answer then. */
    static boolean isLeft(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!hasBody) return false;
        if (request.getHeader("Expect") != null) return true; // it waits to be told to send
        try {
            ServletInputStream body = request.getInputStream();
            long unused = body.skip(Long.MAX_VALUE); // it is at hand
            return !body.isFinished();
        } catch (IOException | HttpException.RuntimeException e) { // cut off, or too slow
            return true;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) return false;
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "");
        return type.equals("application/json") || type.equals("application/json;charset=utf-8");
    }
}
