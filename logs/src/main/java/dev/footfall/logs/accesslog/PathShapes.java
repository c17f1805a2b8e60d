package dev.footfall.logs.accesslog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The segments of paths that no route is known for, by the number of segments, and by the first one where it tells them apart. */
final class PathShapes {
    private static final int MOST_FIRST_SEGMENTS = 10;

    private final Map<Integer, Map<String, Shape>> byDepth = new HashMap<>();

    private static final class Shape {
        private final List<Set<String>> values = new ArrayList<>();
        private long requests;

        void add(List<String> segments, long more) {
            while (values.size() < segments.size()) values.add(new HashSet<>());
            for (int i = 0; i < segments.size(); i++) values.get(i).add(segments.get(i));
            requests += more;
        }

        void add(Shape other) {
            while (values.size() < other.values.size()) values.add(new HashSet<>());
            for (int i = 0; i < other.values.size(); i++) values.get(i).addAll(other.values.get(i));
            requests += other.requests;
        }

        PathShape shape() {
            var text = new StringBuilder();
            for (Set<String> segment : values) {
                text.append('/');
                if (segment.size() == 1) text.append(segment.iterator().next());
                else text.append(String.format(Locale.ROOT, "(%,d)", segment.size()));
            }
            return new PathShape(text.toString(), requests);
        }
    }

    void add(List<String> segments, long requests) {
        String first = segments.size() == 1 ? "" : segments.get(0);
        byDepth.computeIfAbsent(segments.size(), depth -> new HashMap<>())
                .computeIfAbsent(first, any -> new Shape())
                .add(segments, requests);
    }

    List<PathShape> top(int most) {
        var shapes = new ArrayList<PathShape>();
        for (Map<String, Shape> depth : byDepth.values()) {
            if (depth.size() <= MOST_FIRST_SEGMENTS) {
                depth.values().forEach(shape -> shapes.add(shape.shape()));
            } else {
                var all = new Shape();
                depth.values().forEach(all::add);
                shapes.add(all.shape());
            }
        }
        shapes.sort(Comparator.comparingLong(PathShape::requests).reversed().thenComparing(PathShape::shape));
        return shapes.subList(0, Math.min(most, shapes.size()));
    }
}
