# One image for every role: the command is the role, as in `docker run footfall serve`.
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /src
# what the build needs before any source: layers that stay when only sources change
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY events/pom.xml events/
COPY rules/pom.xml rules/
COPY web/pom.xml web/
COPY ingest/pom.xml ingest/
COPY aggregator/pom.xml aggregator/
COPY query-api/pom.xml query-api/
COPY operations/pom.xml operations/
COPY standalone/pom.xml standalone/
COPY bench/pom.xml bench/
COPY proofs/pom.xml proofs/
COPY events/src events/src
COPY rules/src rules/src
COPY web/src web/src
COPY ingest/src ingest/src
COPY aggregator/src aggregator/src
COPY query-api/src query-api/src
COPY operations/src operations/src
COPY standalone/src standalone/src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Psbom -Dmaven.test.skip=true package -pl standalone -am

FROM eclipse-temurin:17-jre-jammy
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 footfall \
    && useradd --system --uid 10001 --gid footfall --no-create-home --shell /usr/sbin/nologin footfall \
    && install -d -o footfall -g footfall -m 0750 /var/lib/footfall
WORKDIR /opt/footfall
COPY footfall ./
COPY --from=build /src/standalone/target/footfall.jar /src/standalone/target/footfall.cdx.json standalone/target/
# Half of the container's memory is heap; docs/operations.md says what the rest is for.
ENV FOOTFALL_JAVA_OPTS="-XX:MaxRAMPercentage=50" \
    FOOTFALL_DATA_DIR=/var/lib/footfall
USER footfall:footfall
EXPOSE 28080 28081 28090
# Whichever of the two servers this role has. The libraries of RocksDB and zstd are unpacked into /tmp: with a read-only
# root it has to be a tmpfs that may be executed from.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD curl -fsS -o /dev/null http://127.0.0.1:28080/health || curl -fsS -o /dev/null http://127.0.0.1:28081/health
ENTRYPOINT ["/opt/footfall/footfall"]
CMD ["--help"]
