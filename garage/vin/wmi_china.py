"""Makers whose numbers begin with L: China, where position 10 is the year (GB 16735, 1997).

A line is `codes | brand | manufacturer | kind | year rule`; `makers` explains the rules. A brand
left empty: one code serves several brands.
"""

WMI = """
LA6 | King Long | King Long United | bus | y1997
LA7 | Radar | Geely Radar | truck | y2020
LAL | Honda | Sundiro Honda | motorcycle | y1997
LAA | Jialing | Jialing | motorcycle | y1997
LAE | Jinan Qingqi | Jinan Qingqi | motorcycle | y1997
LAN | Changzhou Yamasaki | Changzhou Yamasaki | motorcycle | y1997
LB1 | Fujian Benz | Fujian Benz | van | y2007
LB2 LB3 | Geely | Geely | car | y1997
LBE | Hyundai | Beijing Hyundai | car | y2002
LBB | | Zhejiang Qianjiang (QJ, Benelli, Keeway) | motorcycle | y1997
LBP | Yamaha | Chongqing Jianshe Yamaha | motorcycle | y1997
LBM | Piaggio | Zongshen Piaggio | motorcycle | y1997
LBV | BMW | BMW Brilliance | car | y2003
LC0 | BYD | BYD (heavy vehicles) | | y1997
LC6 | Suzuki | Changzhou Haojue Suzuki | motorcycle | y1997
LCE | CFMoto | Zhejiang CFMoto | motorcycle | y1997
LCR | Gonow | Gonow | car | y1997
LDC | | Dongfeng Peugeot-Citroën | car | y1997
LDD | Dandong Huanghai | Dandong Huanghai | | y1997
LDN | Soueast | Soueast Motor | car | y1997
LDY | Zhongtong | Zhongtong Bus | bus | y1997
LE4 | Mercedes-Benz | Beijing Benz | car | y2005
LEF | JMC | Jiangling Motors | | y1997
LET | Isuzu | Jiangling-Isuzu | | y1997
LEN | Beijing Jeep | Beijing Jeep | car | y1997
LFB | | FAW (Hainan, Jilin and others) | | y1997
LFM | Toyota | FAW Toyota | car | y2002
LFN LFP | FAW | FAW Car | car | y1997
LFT | FAW | FAW | | y1997
LFV | | FAW-Volkswagen (Volkswagen, Audi, Jetta) | car | y1997
LFW | FAW | FAW Jiefang | truck | y1997
LF3 | Lifan | Lifan Motorcycle | motorcycle | y1997
LG6 | Dongfeng | Dongfeng Motor | | y1997
LGA | Dongfeng | Dongfeng Motor | truck | y1997
LGB | | Dongfeng Nissan (Nissan, Infiniti, Venucia) | car | y2003
LGG | Dongfeng | Dongfeng Liuzhou | car | y1997
LGH | Dongfeng | Dongfeng | | y1997
LGJ | Dongfeng | Dongfeng | car | y1997
LGL | Golden Dragon | Golden Dragon | bus | y1997
LGW | | Great Wall (Haval, Wey, Ora, Tank) | | y1997
LGX | BYD | BYD Auto | car | y1997
LGZ | Guangzhou Denway | Guangzhou Denway | bus | y1997
LH1 | FAW | FAW Haima | car | y1997
LHB LNB | Beijing | BAIC | car | y1997
LHG | Honda | GAC Honda | car | y1998
LJ1 | JAC | JAC | | y1997
LJ4 | Shanghai Jmstar | Shanghai Jmstar | motorcycle | y1997
LJ8 | Zotye | Zotye | car | y2005
LJD | Kia | Yueda Kia | car | y1997
LJN | | Zhengzhou Nissan (Nissan, Dongfeng) | | y1997
LJS | Yaxing | Yangzhou Yaxing Motor Coach | bus | y1997
LJV | Sinotruk | Sinotruk | truck | y1997
LJX | | JMC (Ford and JMC) | | y1997
LKC | Changhe | Changhe | | y1997
LKG | Youngman Lotus | Youngman | car | y1997
LKL | Higer | Higer Bus | bus | y1997
LL3 | Xiamen King Long | Xiamen King Long | bus | y1997
LL6 | | GAC Changfeng (Changfeng, Mitsubishi) | car | y1997
LL8 | Jiangsu Linhai | Jiangsu Linhai (Yamaha) | motorcycle | y1997
LLC | Loncin | Loncin | motorcycle | y1997
LLV | Lifan | Lifan | car | y2005
LLX | Yudo | Yudo | car | y2017
LLN | Qoros | Qoros | car | y2013
LMC | Suzuki | Suzuki (Hong Kong) | motorcycle | y1997
LMG | GAC | GAC Trumpchi | car | y2010
LMV | Haima | Haima Car | car | y2005
LMF | Jiangmen Zhongyu | Jiangmen Zhongyu | motorcycle | y1997
LM6 | SWM | SWM | car | y2016
LNA | GAC Aion | GAC Aion | car | y2018
LNP | NAC MG | Nanjing MG | car | y2007
LNV | Naveco | Naveco (Iveco) | | y1997
LNY | Yuejin | Yuejin | truck | y1997
LPA | | Changan PSA (DS) | car | y2011
LPE | BYD | BYD | | y1997
LPS | Polestar | Polestar | car | y2019
LPR | Yamaha | Yamaha Hunan Motor | motorcycle | y1997
LRB | Buick | SAIC-GM (export) | car | y2016
LRD | Foton | Foton Daimler (Auman) | truck | y2012
LRE | Cadillac | SAIC-GM (export) | car | y2016
LRW | Tesla | Tesla Shanghai | car | y2019
LS4 LS6 LSC | Changan | Changan | | y1997
LS5 | Changan | Changan (Suzuki) | car | y1997
LS7 | JMC | JMC heavy | truck | y1997
LSF LSK | Maxus | SAIC Maxus | | y2011
LSG | | SAIC-GM (Buick, Chevrolet, Cadillac) | car | y1998
LSH | Maxus | SAIC Maxus | van | y2011
LSJ | | SAIC Motor (MG, Roewe) | car | y2006
LSV | | SAIC-Volkswagen (Volkswagen, Škoda, Audi) | car | y1997
LSY | Brilliance | Brilliance (Jinbei) | | y1997
LTA | ZX Auto | ZX Auto | | y1997
LTN | Soueast | Soueast | | -
LTV | Toyota | FAW Toyota (Tianjin) | car | y2002
LUC | Honda | Guangqi Honda (Guangdong) | car | y1997
LUJ | | Zhejiang Shanqi Tianying | motorcycle | y1997
LVA LVB LVC | Foton | Foton | | y1997
LVF | Changhe Suzuki | Changhe Suzuki | car | y1997
LVG | Toyota | GAC Toyota | car | y2006
LVH | Honda | Dongfeng Honda | car | y2003
LVM | Chery | Chery Commercial | | y1997
LVP LVZ | Dongfeng Sokon | Dongfeng Sokon (DFSK) | | y2003
LVR | | Changan Ford Mazda | car | y2003
LVS | Ford | Changan Ford | car | y2003
LVT LVU | Chery | Chery | car | y1997
LVV | | Chery (Chery, Exeed, Jetour, Omoda, Jaecoo) | car | y1997
LVY LYV | Volvo | Volvo Cars China | car | y2013
LWB | Honda | Wuyang-Honda | motorcycle | y1997
LWG | Chongqing Huansong | Chongqing Huansong | motorcycle | y1997
LWL | Qingling Isuzu | Qingling Isuzu | | y1997
LWV | | GAC Fiat Chrysler (Fiat, Jeep) | car | y2010
LW4 | Li Auto | Li Auto | car | y2019
LXG | XCMG | Xuzhou Construction Machinery | machine | y1997
LXM | Xiamen Xiashing | Xiamen Xiashing | motorcycle | y1997
LXV | Borgward | Beijing Borgward | car | y2016
LXY | Shineray | Chongqing Shineray | motorcycle | y1997
LYU | Huansu | BAIC Huansu | car | y1997
LZE | Isuzu | Isuzu Guangzhou | truck | y1997
LZF | Hongyan | SAIC-Iveco Hongyan | truck | y1997
LZG | Shacman | Shaanxi Automobile Group | truck | y1997
LZK | CAMC | Anhui Hualing | truck | y1997
LZS | Zongshen | Zongshen | motorcycle | y1997
LZW | | SAIC-GM-Wuling (Wuling, Baojun, Chevrolet) | | y2002
LZY | Yutong | Zhengzhou Yutong | bus | y1997
LZZ | Sinotruk | Sinotruk (Howo) | truck | y1997
LZP | | Zhongshan Guochi (Baotian and others) | motorcycle | y1997
LZL | Zengcheng Haili | Zengcheng Haili | motorcycle | y1997
L1N | XPeng | XPeng | car | y2018
L6T | | Geely (Geely, Lynk & Co, Zeekr) | car | y2010
L5C | Kangdi | KANDI | | -
L5K | Zhejiang Yongkang | Zhejiang Yongkang Easy Vehicle | motorcycle | y1997
L5Y | Znen | Zhongneng (Znen) | motorcycle | y1997
L8X | Zhejiang Summit | Zhejiang Summit Huawin | motorcycle | y1997
L9N | Zhejiang Taotao | Zhejiang Taotao | | y1997
L2C | | Chery Jaguar Land Rover | car | y2014
L3H | Shanxi Victory | Shanxi Victory | | -
"""
