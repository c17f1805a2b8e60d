# One image for every role: the command is the role, as in `docker run footfall serve`. It holds what the archive holds.
# Of a release that is built already: --build-context bundle=dist/target/footfall-VERSION-linux-x86_64
FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends binutils
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Pdist -Dmaven.test.skip=true package -pl dist -am \
    && mv dist/target/footfall-*-linux-x86_64 /bundle

FROM scratch AS bundle
COPY --from=build /bundle /

FROM debian:bookworm-slim
RUN groupadd --system --gid 10001 footfall \
    && useradd --system --uid 10001 --gid footfall --no-create-home --shell /usr/sbin/nologin footfall \
    && install -d -o footfall -g footfall -m 0750 /var/lib/footfall
COPY --from=bundle / /opt/footfall/
COPY dist/image/health /opt/footfall/
# Half of the container's memory is heap; docs/operations.md says what the rest is for.
ENV FOOTFALL_JAVA_OPTS="-XX:MaxRAMPercentage=50" \
    FOOTFALL_DATA_DIR=/var/lib/footfall
USER footfall:footfall
EXPOSE 28080 28081 28090
# The libraries of RocksDB and zstd are unpacked into /tmp: with a read-only root it has to be a tmpfs that may be executed from.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/footfall/health"]
ENTRYPOINT ["/opt/footfall/footfall"]
CMD ["--help"]
