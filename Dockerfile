FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json manifest.yml ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The files belong to root and the process is not root: it can't change its own code.
USER node
ENTRYPOINT ["node", "--enable-source-maps", "/app/dist/main/stuckmail.js"]
CMD ["start"]
