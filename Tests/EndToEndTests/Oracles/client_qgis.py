"""client_qgis.py ORIGIN PICTURES: QGIS without a screen opens the layers of the sample city that anyone may see."""

import os
import sys
import urllib.parse

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeatureRequest,
                       QgsMapRendererSequentialJob, QgsMapSettings, QgsProject, QgsRasterLayer, QgsRectangle,
                       QgsVectorLayer, QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

ORIGIN, PICTURES = sys.argv[1:3]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()


def vector(collection):
    layer = QgsVectorLayer(f" url='{ORIGIN}' typename='{collection}' pageSize='100'", collection, "OAPIF")
    assert layer.isValid(), (collection, layer.error().message())
    return layer


def render(layer, extent, name):
    """The share of pixels that are not the background."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(extent)
    settings.setOutputSize(QSize(512, 512))
    settings.setBackgroundColor(QColor(255, 255, 255))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    picture.save(f"{PICTURES}/{name}.png")
    painted = sum(
        picture.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in range(0, 512, 4) for y in range(0, 512, 4))
    return painted / (128 * 128)


areas = vector("neighbourhoods")
assert areas.featureCount() == 59, areas.featureCount()
assert len(list(areas.getFeatures())) == 59, "paging"
assert areas.crs().isGeographic()
names = [feature["name"] for feature in areas.getFeatures()]
assert any("ş" in name or "Ş" in name for name in names), names[:5]

schools = vector("schools")
everything = list(schools.getFeatures())
middle = everything[0].geometry().asPoint()
box = QgsRectangle(middle.x() - 0.02, middle.y() - 0.02, middle.x() + 0.02, middle.y() + 0.02)
inside = [feature for feature in everything if box.contains(feature.geometry().asPoint())]
asked = list(schools.getFeatures(QgsFeatureRequest().setFilterRect(box)))
assert len(asked) == len(inside) > 0, (len(asked), len(inside))

project = QgsProject.instance()
toMercator = QgsCoordinateTransform(
    QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:3857"), project)
extent = toMercator.transformBoundingBox(areas.extent())
assert render(areas, extent, "qgis-features") > 0.2

tiles = QgsVectorTileLayer(
    "type=xyz&zmin=0&zmax=16&url=" + urllib.parse.quote(f"{ORIGIN}/xyz/neighbourhoods/{{z}}/{{x}}/{{y}}.mvt", safe=""),
    "tiles")
assert tiles.isValid()
assert render(tiles, extent, "qgis-vector-tiles") > 0.2

capabilities = urllib.parse.quote(f"{ORIGIN}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities", safe="")
heat = QgsRasterLayer(
    "crs=EPSG:3857&format=image/png&layers=schools&styles=default&tileMatrixSet=WebMercatorQuad&url=" + capabilities,
    "heat", "wms")
assert heat.isValid(), heat.error().message()
painted = render(heat, extent, "qgis-wmts")
assert painted > 0.02, f"the heatmap paints {painted:.3f} of the picture"
print("QGIS opens features, vector tiles and WMTS", flush=True)
# Its own way out now and then ends in a crash of its threads.
os._exit(0)
