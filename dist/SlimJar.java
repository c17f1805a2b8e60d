import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a jar for Linux on x86_64, stored and sorted: without the native libraries of other platforms, and without the names of
 * local variables, which only a debugger shows. Line numbers stay.
 */
final class SlimJar {
    private static final Pattern NATIVE = Pattern.compile("\\.(so|a|dll|dylib|jnilib)$");
    private static final Pattern OURS = Pattern.compile("-linux64\\.so$|linux/amd64/|Linux/x86_64/");

    public static void main(String[] arguments) throws IOException {
        LocalDateTime time = OffsetDateTime.parse(arguments[2]).toLocalDateTime();
        try (var from = new ZipFile(arguments[0]);
                var to = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            to.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry : from.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
                String name = entry.getName();
                if (entry.isDirectory() || NATIVE.matcher(name).find() && !OURS.matcher(name).find()) continue;
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                write(to, name, time, name.endsWith(".class") ? withoutLocals(bytes) : bytes);
            }
        }
    }

    private static void write(ZipOutputStream to, String name, LocalDateTime time, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        to.putNextEntry(entry);
        to.write(bytes);
    }

    private static byte[] withoutLocals(byte[] type) {
        var writer = new ClassWriter(0);
        var visitor = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, signature, thrown)) {
                    @Override
                    public void visitLocalVariable(String name, String type, String signature, Label from, Label to, int index) {}
                };
            }
        };
        new ClassReader(type).accept(visitor, 0);
        return writer.toByteArray();
    }
}
