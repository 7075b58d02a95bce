# sna in a small image: docker build --tag sna . && docker run --rm --volume "$PWD:/site" --user "$(id -u):$(id -g)" sna build
FROM rust:1-slim AS build
WORKDIR /build
COPY . .
RUN cargo build --locked --release --features document

FROM debian:stable-slim
COPY --from=build /build/target/release/sna /usr/local/bin/sna
# The site stands here: mount its folder. `serve` is seen from outside with the network of the host.
WORKDIR /site
ENTRYPOINT ["sna"]
