# docker build -t unrolled .                                     torch as the index has it
# docker build -t unrolled --build-arg TORCH_INDEX=… .           another index for torch, such as a CPU build's
# docker run --rm -p 127.0.0.1:8000:8000 unrolled
FROM python:3.11.11-slim-bookworm

ARG TORCH_INDEX=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

RUN useradd --create-home --uid 10001 unrolled
WORKDIR /srv/unrolled

COPY constraints.txt ./
RUN pip install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch==2.13.0

COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY locale locale
COPY model model
COPY static static
COPY templates templates
RUN pip install --constraint constraints.txt .

USER unrolled
EXPOSE 8000
ENV UNROLLED_HOST=0.0.0.0
HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["unrolled", "serve"]
