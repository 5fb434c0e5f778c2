# An image with the program and nothing else: no shell, no libraries, no root.
#
#   scripts/release x86_64-unknown-linux-musl
#   docker build --build-arg PROGRAM=target/x86_64-unknown-linux-musl/release/rexbase --tag rexbase .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/site" rexbase build
FROM scratch
ARG PROGRAM=target/x86_64-unknown-linux-musl/release/rexbase
COPY --chmod=0755 ${PROGRAM} /rexbase
COPY LICENSE-APACHE LICENSE-MIT THIRD-PARTY.txt /licenses/
WORKDIR /site
# Nobody: what is mounted at /site decides who may write there, which `--user` follows.
USER 65534:65534
ENTRYPOINT ["/rexbase"]
